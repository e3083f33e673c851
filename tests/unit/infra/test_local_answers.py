"""What functions return, as HTTP answers."""

from infra.local.answers import answer_of, failed
from infra.local.events import LAMBDA_LIMIT


def test_base64_becomes_bytes_again() -> None:
    answer = answer_of({"statusCode": 200, "body": "//8=", "isBase64Encoded": True})

    assert answer.body == b"\xff\xff"


def test_each_cookie_is_a_header_of_its_own() -> None:
    answer = answer_of({"statusCode": 204, "cookies": ["a=1", "b=2"]})

    assert [*answer.headers] == [("set-cookie", "a=1"), ("set-cookie", "b=2")]


def test_several_values_of_one_header_stay_several() -> None:
    answer = answer_of(
        {"statusCode": 200, "multiValueHeaders": {"A": ["1", "2"]}, "headers": {"B": "3"}}
    )

    assert [*answer.headers] == [("a", "1"), ("a", "2"), ("b", "3")]


def test_a_length_that_a_function_counted_is_counted_again() -> None:
    answer = answer_of({"statusCode": 200, "headers": {"Content-Length": "9"}, "body": "ä"})

    assert not answer.headers
    assert answer.body == "ä".encode()


def test_without_a_status_it_is_the_body_of_a_200() -> None:
    answer = answer_of({"a": 1})

    assert (answer.status, answer.body) == (200, b'{"a": 1}')


def test_an_answer_that_lambda_would_not_carry_is_a_500() -> None:
    assert answer_of({"statusCode": 200, "body": "x" * (LAMBDA_LIMIT + 1)}) == failed()
