"""Checklist items every file can name by their id alone, those of the reference convention among them."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.words import say

_DEV = (
    ChecklistItem(id="syntax", text=say("Terraform syntax checked"), also=("Terraform 문법 검증",), auto="syntax"),
    ChecklistItem(id="naming", text=say("Naming convention kept"), also=("리소스 네이밍 컨벤션 준수",), auto="naming"),
    ChecklistItem(id="tags", text=say("Tag policy kept"), also=("태그 정책 준수",), auto="tags"),
    ChecklistItem(
        id="security_groups",
        text=say("Security group settings reviewed"),
        also=("보안 그룹 설정 검토",),
        auto="security_groups",
    ),
    ChecklistItem(
        id="cost", text=say("Cost impact analysed"), also=("비용 영향 분석 (Infracost)", "비용 영향 분석"), auto="cost"
    ),
)
_STAGING = (
    ChecklistItem(
        id="backup_plan", text=say("Backup and recovery planned"), also=("백업/복구 계획 수립",), evidence=True
    ),
    ChecklistItem(id="monitoring", text=say("Monitoring checked"), also=("모니터링 설정 확인",), auto="monitoring"),
    ChecklistItem(id="test_plan", text=say("Tests planned"), also=("테스트 계획 수립",), evidence=True),
    ChecklistItem(id="rollback", text=say("Rollback procedure ready"), also=("롤백 절차 준비",), auto="rollback"),
)
_PROD = (
    ChecklistItem(
        id="staging_tests",
        text=say("Tests in staging confirmed"),
        also=("Staging 테스트 완료 확인",),
        auto="staging_tests",
    ),
    ChecklistItem(id="performance", text=say("Performance impact analysed"), also=("성능 영향 분석",)),
    ChecklistItem(id="security", text=say("Security impact assessed"), also=("보안 영향 평가",)),
    ChecklistItem(id="business", text=say("Business impact analysed"), also=("비즈니스 영향 분석",)),
    ChecklistItem(id="deployment_time", text=say("Deployment time agreed"), also=("배포 시간 조율",)),
    ChecklistItem(id="incident_plan", text=say("Incident response planned"), also=("장애 대응 계획",)),
)

BUILT_IN: Mapping[str, ChecklistItem] = {item.id: item for item in (*_DEV, *_STAGING, *_PROD)}
"""By id. Whether a tick by the author counts is the environment's matter, so none of them says."""

AUTOMATIC = frozenset(item.auto for item in BUILT_IN.values() if item.auto)
"""What can tick an item by itself."""
