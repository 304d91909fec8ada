from decimal import Decimal

from tidegate.cost.catalog.expected import Usage


def test_what_is_said_of_an_address_wins_over_its_type_and_the_exact_over_the_general():
    general, exact = "module.a[*].aws_s3_bucket.b", 'module.a["x"].aws_s3_bucket.b'
    usage = Usage(
        by_type={"aws_s3_bucket": {"gb": Decimal(1), "requests": Decimal(2)}},
        by_address={general: ((general, {"gb": Decimal(3)}), (exact, {"gb": Decimal(4)}))},
    )
    assert usage.of("aws_s3_bucket", exact) == {"gb": Decimal(4), "requests": Decimal(2)}
    assert usage.of("aws_s3_bucket", 'module.a["y"].aws_s3_bucket.b') == {"gb": Decimal(3), "requests": Decimal(2)}
    assert usage.of("aws_s3_bucket", "aws_s3_bucket.other") == {"gb": Decimal(1), "requests": Decimal(2)}
    assert usage.of("aws_sqs_queue", "aws_sqs_queue.q") == {}
