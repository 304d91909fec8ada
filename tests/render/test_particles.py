import pytest

from tidegate.render.particles import with_particles


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("배포을(를) 시작합니다", "배포를 시작합니다"),
        ("환경을(를) 고칩니다", "환경을 고칩니다"),
        ("`환경`이(가) 잠겨 있습니다", "`환경`이 잠겨 있습니다"),
        ("3은(는) 1보다 큽니다", "3은 1보다 큽니다"),
        ("2은(는) 1보다 큽니다", "2는 1보다 큽니다"),
        ("서울(으)로 갑니다", "서울로 갑니다"),
        ("운영(으)로 갑니다", "운영으로 갑니다"),
        ("스테이징과(와) 운영", "스테이징과 운영"),
        ("`main`을(를) 병합하십시오", "`main`을 병합하십시오"),
        ("staging(으)로 승격", "staging으로 승격"),
        ("url(으)로 갑니다", "url로 갑니다"),
        ("`prod`을(를) 병합하십시오", "`prod`을(를) 병합하십시오"),
        ("을(를) 앞에 아무것도 없습니다", "을(를) 앞에 아무것도 없습니다"),
    ],
)
def test_a_particle_takes_the_form_that_fits_the_sound_before_it(written, read):
    assert with_particles(written) == read
