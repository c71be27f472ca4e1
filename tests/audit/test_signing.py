"""Signed packs: any tool that knows DSSE can check them, and each thing that is wrong is said."""

import base64
import builtins
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.cli import app
from supplychain_risk.errors import InputError, MissingExtra, MissingFile

pytest.importorskip("securesystemslib.dsse")
ed25519 = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")
from cryptography.hazmat.primitives import serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: E402

LIST = "id,name,country\nV1,Alder Mills,China\n"


def private(key, password=None):
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)


def public(key):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signed")
    for name in ("ours", "other"):
        key = ed25519.Ed25519PrivateKey.generate()
        (folder / f"{name}.pem").write_bytes(private(key))
        (folder / f"{name}.pub.pem").write_bytes(public(key))
    (folder / "list.csv").write_text(LIST)
    assessment = scr.screen(folder / "list.csv", as_of="2026-06-30")
    assessment.write(folder / "pack", ["json", "html"], sign=folder / "ours.pem")
    assessment.write(folder / "unsigned", ["json", "html"])
    return folder


@pytest.fixture
def pack(made, tmp_path):
    return Path(shutil.copytree(made / "pack", tmp_path / "pack"))


def test_a_signed_pack_is_as_it_was_signed(made, pack):
    assert scr.verify(pack, key=made / "ours.pub.pem") == ()
    assert scr.verify(pack) == ()


def test_the_envelope_is_what_the_specification_says(made, pack):
    """Checked without the library that made it: DSSE's pre-authentication encoding, written out."""
    envelope = json.loads((pack / "manifest.dsse.json").read_bytes())
    payload = base64.b64decode(envelope["payload"])
    assert payload == (pack / "manifest.json").read_bytes()
    assert envelope["payloadType"] == "application/vnd.in-toto+json"
    (signature,) = envelope["signatures"]
    encoded = b"DSSEv1 28 application/vnd.in-toto+json %d %s" % (len(payload), payload)
    key = serialization.load_pem_public_key((made / "ours.pub.pem").read_bytes())
    key.verify(base64.b64decode(signature["sig"]), encoded)


def test_each_fault_is_said(made, pack):
    key = made / "ours.pub.pem"
    assert scr.verify(made / "unsigned", key=key) == ("The pack is not signed: it has no manifest.dsse.json.",)
    assert scr.verify(pack, key=made / "other.pub.pem") == (
        "The signature was not made with the key of other.pub.pem.",
    )
    page = (pack / "report.html").read_bytes()
    (pack / "report.html").write_bytes(page + b" ")
    (told,) = scr.verify(pack, key=key)
    assert told.startswith("report.html was changed")
    (pack / "report.html").write_bytes(page)
    manifest = (pack / "manifest.json").read_bytes()
    (pack / "manifest.json").write_bytes(manifest + b"\n")
    assert scr.verify(pack, key=key) == ("manifest.json is not the statement that was signed.",)
    assert scr.verify(pack) == ("manifest.json is not the statement that was signed.",)
    (pack / "manifest.json").write_bytes(manifest)
    envelope = json.loads((pack / "manifest.dsse.json").read_bytes())
    sig = bytearray(base64.b64decode(envelope["signatures"][0]["sig"]))
    sig[5] ^= 1
    envelope["signatures"][0]["sig"] = base64.b64encode(sig).decode()
    (pack / "manifest.dsse.json").write_text(json.dumps(envelope))
    assert scr.verify(pack, key=key) == ("The signature was not made with the key of ours.pub.pem.",)
    for content in ("", "[]", "{}", '{"payloadType": "x", "payload": "", "signatures": []}'):
        (pack / "manifest.dsse.json").write_text(content)
        assert scr.verify(pack, key=key) == ("manifest.dsse.json is no signed statement.",)


def test_a_key_id_of_another_tool_is_only_a_hint(made, pack):
    envelope = json.loads((pack / "manifest.dsse.json").read_bytes())
    envelope["signatures"][0]["keyid"] = ""
    (pack / "manifest.dsse.json").write_text(json.dumps(envelope))
    assert scr.verify(pack, key=made / "ours.pub.pem") == ()


def test_an_unsigned_run_takes_an_old_signature_away(made, pack):
    scr.screen(made / "list.csv", as_of="2026-06-30").write(pack, ["json"])
    assert not (pack / "manifest.dsse.json").exists()
    assert scr.verify(pack) == ()


def test_what_is_no_key_is_refused_before_the_work(made, tmp_path):
    odd = tmp_path / "odd.pem"
    assessment = scr.screen(made / "list.csv", as_of="2026-06-30")
    for content, said in (
        (b"hello", "no private key"),
        (private(rsa.generate_private_key(65537, 2048)), "no Ed25519 key"),
        (private(ed25519.Ed25519PrivateKey.generate(), b"secret"), "locked with a password"),
        (public(ed25519.Ed25519PrivateKey.generate()), "no private key"),
    ):
        odd.write_bytes(content)
        with pytest.raises(InputError, match=said) as caught:
            assessment.write(tmp_path / "out", ["json"], sign=odd)
        assert "openssl" in caught.value.hint
    with pytest.raises(InputError, match="no public key"):
        scr.verify(made / "pack", key=made / "ours.pem")
    with pytest.raises(MissingFile):
        scr.verify(made / "pack", key=tmp_path / "none.pem")
    assert not (tmp_path / "out").exists()


def test_without_the_library_the_extra_is_named(made, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("securesystemslib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra) as caught:
        scr.verify(made / "pack", key=made / "ours.pub.pem")
    assert "supplychain-risk[sign]" in caught.value.hint


def test_from_the_command_line(made, tmp_path):
    def run(*arguments):
        return CliRunner().invoke(app, list(map(str, arguments)))

    out = tmp_path / "out"
    assert (
        run("screen", made / "list.csv", "--out", out, "--sign", made / "ours.pem", "--format", "json").exit_code == 0
    )
    good = run("verify", out, made / "list.csv", "--key", made / "ours.pub.pem")
    assert good.exit_code == 0, good.output
    assert "signed with the key of ours.pub.pem" in good.output
    assert "--key would say" in run("verify", out).output
    assert run("verify", out, "--key", made / "other.pub.pem").exit_code == 3
