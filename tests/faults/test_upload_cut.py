"""F14: the link drops at 10, 50 and 90 % of an upload, and the server dies in the middle; nothing that arrived is lost."""

import base64
import hashlib
import io
import socket
import struct
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlparse

import httpx
import pytest
from PIL import Image

from portal.mainjob.visitor import Visitor
from tests.faults.site import Site, until

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("invariants_hold_afterwards")]
TUS = {"Tus-Resumable": "1.0.0"}
PAPER = "chung-sinh"


def photo(shade: int) -> bytes:
    """A photo of half a megabyte; another shade is another file."""
    out = io.BytesIO()
    picture = Image.effect_noise((900, 1200), 60)
    picture.paste(shade, (0, 0, 200, 200))
    picture.save(out, "JPEG", quality=95)
    return out.getvalue()


class Sender:
    """The script in the page: its cookies, its token, one file."""

    def __init__(self, citizen: Visitor, draft: str, data: bytes) -> None:
        self.data = data
        citizen.get(f"/nop-ho-so/{draft}/giay-to/")
        self.base = citizen.base_url
        cookies = dict(citizen.http.cookies)
        self.headers = {**TUS, "X-CSRFToken": cookies["csrftoken"], "Referer": str(citizen.response.url)}
        self.http = httpx.Client(cookies=cookies, headers=self.headers, timeout=40)
        said = {"filename": "giấy.jpg", "paper": PAPER, "sha256": hashlib.sha256(data).hexdigest()}
        about = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())
        begun = self.http.post(
            f"{self.base}/nop-ho-so/{draft}/tai-len/", headers={"Upload-Length": str(len(data)), "Upload-Metadata": about}
        )
        assert begun.status_code == 201, begun.text
        self.place = self.base + begun.headers["Location"]
        self.offset = int(begun.headers["Upload-Offset"])

    def arrived(self) -> int:
        return int(self.http.head(self.place).headers["Upload-Offset"])

    def patch(self, offset: int) -> httpx.Response:
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return self.http.patch(self.place, content=self.data[offset:], headers=headers)

    def cut_at(self, share: float) -> int:
        """Send a share of the file and tear the connection; returns how many bytes left."""
        where = urlparse(self.place)
        sent = int(len(self.data) * share)
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        lines = {
            **self.headers,
            "Host": where.netloc,
            "Cookie": cookies,
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(len(self.data)),
        }
        head = f"PATCH {where.path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
        with socket.create_connection((where.hostname, where.port)) as line:
            line.sendall(head.encode() + self.data[:sent])
            line.shutdown(socket.SHUT_WR)  # what was sent arrives, then the line is dead
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 5))
        return sent

    def finish(self) -> dict[str, str]:
        answer = self.http.post(self.place, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture(scope="module")
def draft(site: Site, an: Visitor) -> str:
    """A draft with its paper taken off, so that the uploaded one is all there is."""
    made = str(site.stage("drafts", 1)[0])
    with site.connect() as connection:
        connection.execute("DELETE FROM dossiers_draftfile WHERE draft_id = %s", [made])
    return made


def stored(site: Site, draft: str, data: bytes) -> int:
    files = "dossiers_draftfile f JOIN common_blob b ON b.id = f.blob_id"
    values = [draft, hashlib.sha256(data).hexdigest()]
    return int(site.one(f"SELECT count(*) FROM {files} WHERE f.draft_id = %s AND b.sha256 = %s", values))


@pytest.mark.parametrize("percent", [10, 50, 90])
def test_a_dropped_link_goes_on_where_it_broke(site: Site, an: Visitor, draft: str, percent: int) -> None:
    data = photo(percent)
    sender = Sender(an, draft, data)
    # when the link drops
    sent = sender.cut_at(percent / 100)
    until(lambda: sender.arrived() > 0, 20, "something of it arrived")
    # then what came through is there, and nothing is a paper yet
    assert sender.arrived() == sent
    assert not stored(site, draft, data)
    an.get(f"/nop-ho-so/{draft}/giay-to/").expect("còn dở")
    # and another page goes on with the rest
    again = Sender(an, draft, data)
    assert (again.place, again.offset) == (sender.place, sent)
    assert again.patch(again.offset).status_code == 204
    assert again.finish()["state"] == "received"
    assert stored(site, draft, data) == 1


def test_the_server_dies_with_a_piece_in_its_hands(site: Site, an: Visitor, draft: str) -> None:
    data = photo(200)
    sender = Sender(an, draft, data)
    site.arm("transfer.stored")
    with ThreadPoolExecutor() as pool:
        torn = pool.submit(sender.patch, 0)
        site.kill_at("transfer.stored")
        assert isinstance(torn.exception(20), httpx.TransportError)
    # the bytes lay there but no row spoke of them: the piece is sent again
    assert sender.arrived() == 0
    assert sender.patch(0).status_code == 204
    assert sender.finish()["state"] == "received"
    assert stored(site, draft, data) == 1
    left = "SELECT count(*) FROM dossiers_transferpart p JOIN dossiers_transfer t ON t.id = p.transfer_id WHERE t.draft_id = %s"
    assert site.one(left, [draft]) == 0
