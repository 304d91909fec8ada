"""How bad a finding is: what the team says, else this table, else the tool, else MEDIUM."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.core.checks.model import SEVERITIES, Severity
from tidegate.core.checks.same import said_by

TABLE: Mapping[str, Severity] = {
    # Ours, and with them what `core.checks.same` says is the same. A name stays, since another one means another
    # resource; a tag can be added at any time.
    "open_ingress": "HIGH",
    "unrestricted_egress": "WARN",
    "public_bucket": "HIGH",
    "public_database": "HIGH",
    "public_policy": "HIGH",
    "admin_policy": "HIGH",
    "unencrypted_store": "HIGH",
    "unencrypted_transit": "MEDIUM",
    "name_template": "HIGH",
    "required_tag": "MEDIUM",
    "allowed_tag": "MEDIUM",
    "isolation": "HIGH",
    # checkov's, which come without a severity. Keys and passwords in the code:
    "CKV_AWS_41": "CRITICAL",
    "CKV_AWS_45": "CRITICAL",
    "CKV_AWS_46": "CRITICAL",
    # Open to the world. Port 80 is a web port.
    "CKV_AWS_260": "LOW",
    "CKV_AWS_38": "HIGH",
    "CKV_AWS_39": "MEDIUM",
    "CKV_AWS_59": "HIGH",
    "CKV_AWS_88": "MEDIUM",
    "CKV_AWS_100": "HIGH",
    "CKV_AWS_122": "MEDIUM",
    "CKV_AWS_130": "LOW",
    "CKV_AWS_164": "MEDIUM",
    "CKV_AWS_205": "HIGH",
    "CKV_AWS_230": "MEDIUM",
    "CKV_AWS_229": "MEDIUM",
    "CKV_AWS_231": "MEDIUM",
    "CKV_AWS_232": "MEDIUM",
    "CKV_AWS_258": "HIGH",
    "CKV_AWS_291": "HIGH",
    "CKV_AWS_301": "HIGH",
    "CKV_AWS_302": "CRITICAL",
    "CKV_AWS_303": "HIGH",
    "CKV_AWS_333": "MEDIUM",
    "CKV_AWS_352": "MEDIUM",
    "CKV_AWS_366": "MEDIUM",
    "CKV_AWS_389": "MEDIUM",
    "CKV_AWS_391": "HIGH",
    "CKV_AWS_392": "HIGH",
    "CKV2_AWS_6": "MEDIUM",
    "CKV2_AWS_7": "HIGH",
    "CKV2_AWS_12": "MEDIUM",
    "CKV2_AWS_43": "HIGH",
    "CKV2_AWS_44": "MEDIUM",
    "CKV2_AWS_66": "HIGH",
    # Rights.
    "CKV_AWS_33": "HIGH",
    "CKV_AWS_40": "LOW",
    "CKV_AWS_49": "HIGH",
    "CKV_AWS_61": "MEDIUM",
    "CKV_AWS_72": "MEDIUM",
    "CKV_AWS_107": "MEDIUM",
    "CKV_AWS_108": "MEDIUM",
    "CKV_AWS_109": "MEDIUM",
    "CKV_AWS_110": "HIGH",
    "CKV_AWS_111": "MEDIUM",
    "CKV_AWS_275": "HIGH",
    "CKV_AWS_283": "HIGH",
    "CKV_AWS_286": "HIGH",
    "CKV_AWS_287": "MEDIUM",
    "CKV_AWS_288": "MEDIUM",
    "CKV_AWS_289": "MEDIUM",
    "CKV_AWS_290": "MEDIUM",
    "CKV_AWS_355": "MEDIUM",
    "CKV_AWS_356": "MEDIUM",
    "CKV_AWS_358": "HIGH",
    "CKV2_AWS_40": "HIGH",
    "CKV2_AWS_56": "HIGH",
    # Encryption: missing is worse than done with a key of AWS's.
    "CKV_AWS_2": "MEDIUM",
    "CKV_AWS_19": "LOW",
    "CKV_AWS_26": "LOW",
    "CKV_AWS_27": "LOW",
    "CKV_AWS_31": "MEDIUM",
    "CKV_AWS_43": "MEDIUM",
    "CKV_AWS_58": "MEDIUM",
    "CKV_AWS_81": "MEDIUM",
    "CKV_AWS_83": "MEDIUM",
    "CKV_AWS_90": "MEDIUM",
    "CKV_AWS_97": "MEDIUM",
    "CKV_AWS_103": "MEDIUM",
    "CKV_AWS_119": "LOW",
    "CKV_AWS_136": "LOW",
    "CKV_AWS_145": "LOW",
    "CKV_AWS_149": "LOW",
    "CKV_AWS_158": "LOW",
    "CKV_AWS_173": "LOW",
    "CKV_AWS_189": "LOW",
    "CKV_AWS_191": "LOW",
    "CKV_AWS_327": "LOW",
    "CKV_AWS_337": "LOW",
    "CKV_AWS_376": "MEDIUM",
    "CKV_AWS_378": "LOW",
    "CKV2_AWS_34": "MEDIUM",
    # Instances and containers.
    "CKV_AWS_79": "HIGH",
    "CKV_AWS_126": "LOW",
    "CKV_AWS_135": "LOW",
    "CKV_AWS_210": "HIGH",
    "CKV_AWS_316": "MEDIUM",
    "CKV_AWS_334": "HIGH",
    "CKV_AWS_336": "LOW",
    "CKV_AWS_341": "LOW",
    "CKV2_AWS_41": "LOW",
    # Backups, logs and upkeep: advice.
    "CKV_AWS_7": "LOW",
    "CKV_AWS_18": "LOW",
    "CKV_AWS_21": "LOW",
    "CKV_AWS_23": "LOW",
    "CKV_AWS_28": "LOW",
    "CKV_AWS_50": "LOW",
    "CKV_AWS_51": "LOW",
    "CKV_AWS_65": "LOW",
    "CKV_AWS_66": "LOW",
    "CKV_AWS_91": "LOW",
    "CKV_AWS_115": "LOW",
    "CKV_AWS_116": "LOW",
    "CKV_AWS_117": "LOW",
    "CKV_AWS_118": "LOW",
    "CKV_AWS_129": "LOW",
    "CKV_AWS_133": "MEDIUM",
    "CKV_AWS_134": "LOW",
    "CKV_AWS_144": "LOW",
    "CKV_AWS_150": "LOW",
    "CKV_AWS_157": "LOW",
    "CKV_AWS_161": "LOW",
    "CKV_AWS_226": "LOW",
    "CKV_AWS_272": "LOW",
    "CKV_AWS_293": "MEDIUM",
    "CKV_AWS_338": "LOW",
    "CKV_AWS_353": "LOW",
    "CKV2_AWS_5": "LOW",
    "CKV2_AWS_11": "LOW",
    "CKV2_AWS_50": "LOW",
    "CKV2_AWS_60": "LOW",
    "CKV2_AWS_61": "LOW",
    "CKV2_AWS_62": "LOW",
}
"""Rule id → severity. A tool's own id counts before that of ours that says the same."""

USUAL: Severity = "MEDIUM"


def severity_of(rule: str, severities: Mapping[str, Severity], told: str | None = None) -> Severity:
    """How bad a finding of a rule is.

    Args:
        rule: The tool's id.
        severities: What the team says, by a tool's id or by ours that says the same.
        told: What the tool says, in any case; another word than ours counts as if it said nothing.
    """
    names = (rule, said_by(rule))
    for table in (severities, TABLE):
        for name in names:
            if name in table:
                return table[name]
    return as_told(told)


def as_told(told: str | None) -> Severity:
    """A tool's own word for it; MEDIUM for one that is not ours (`UNKNOWN`, `INFO`) or none."""
    word = (told or "").upper()
    return next((severity for severity in SEVERITIES if severity == word), USUAL)
