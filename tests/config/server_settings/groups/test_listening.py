from socket import gethostname

from tidegate.config.server_settings.groups.listening import Listening


def test_links_lead_to_the_public_address_or_else_to_where_the_server_listens():
    assert Listening().base_url == "http://127.0.0.1:4141"
    assert Listening(port=80, ssl_cert_file="/c.pem", ssl_key_file="/k.pem").base_url == "https://127.0.0.1:80"
    assert Listening(public_url="https://tidegate.corp/").base_url == "https://tidegate.corp"


def test_links_never_lead_to_an_address_nobody_can_open():
    assert Listening(host="0.0.0.0").base_url == Listening(host="::").base_url == f"http://{gethostname()}:4141"
    assert Listening(host="::1").base_url == "http://[::1]:4141"
