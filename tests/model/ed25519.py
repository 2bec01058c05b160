"""Ed25519 as RFC 8032 has it, and signatures of ssh-keygen -Y sign with it (OpenSSH's PROTOCOL.sshsig)."""

import base64
import hashlib
import struct

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    found = ZERO
    while scalar:
        if scalar & 1:
            found = add(found, point)
        point = add(point, point)
        scalar >>= 1
    return found


def equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_of(raw):
    """The point that 32 bytes name, or None."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def bytes_of(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def hashed(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % ORDER


def verify(public, text, signature):
    key, commitment = point_of(public), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or len(signature) != 64 or scalar >= ORDER:
        return False
    return equal(times(scalar, BASE), add(commitment, times(hashed(signature[:32], public, text), key)))


class Key:
    """A private key out of a word, so that a seed makes the same signatures each time."""

    def __init__(self, word):
        seed = hashlib.sha512(hashlib.sha256(word.encode()).digest()).digest()
        self.scalar = int.from_bytes(seed[:32], "little") & (2**254 - 8) | 2**254
        self.prefix = seed[32:]
        self.public = bytes_of(times(self.scalar, BASE))

    def sign(self, text):
        secret = hashed(self.prefix, text)
        commitment = bytes_of(times(secret, BASE))
        scalar = (secret + hashed(commitment, self.public, text) * self.scalar) % ORDER
        return commitment + scalar.to_bytes(32, "little")

    def blob(self):
        """The key as SSH writes it, in a line of signers behind its type in base64."""
        return string(b"ssh-ed25519") + string(self.public)

    def armour(self, text, namespace):
        signature = string(b"ssh-ed25519") + string(self.sign(signed_bytes(text, namespace)))
        whole = (b"SSHSIG" + struct.pack(">I", 1) + string(self.blob()) + string(namespace.encode()) + string(b"") +
                 string(b"sha512") +
                 string(signature))
        rows = base64.b64encode(whole).decode()
        return "-----BEGIN SSH SIGNATURE-----\n%s-----END SSH SIGNATURE-----\n" % "".join(
            rows[at:at + 70] + "\n" for at in range(0, len(rows), 70))


def string(raw):
    return struct.pack(">I", len(raw)) + raw


def strings(raw, number):
    """So many strings, each behind its length, and what is left."""
    found = []
    for _ in range(number):
        length, = struct.unpack(">I", raw[:4])
        if len(raw) < 4 + length:
            raise ValueError("a string is cut")
        found.append(raw[4:4 + length])
        raw = raw[4 + length:]
    return found, raw


def signed_bytes(text, namespace, algorithm="sha512"):
    digest = hashlib.new(algorithm, text).digest()
    return b"SSHSIG" + string(namespace.encode()) + string(b"") + string(algorithm.encode()) + string(digest)


def signer(text, armour, namespace):
    """The key, as SSH writes it, whose good signature of the text in the namespace this is; or None."""
    try:
        rows = armour.split("\n")
        if rows[0] != "-----BEGIN SSH SIGNATURE-----" or rows[-2:] != ["-----END SSH SIGNATURE-----", ""]:
            return None
        raw = base64.b64decode("".join(rows[1:-2]), validate=True)
        if raw[:10] != b"SSHSIG" + struct.pack(">I", 1):
            return None
        (blob, said, _, algorithm, signature), rest = strings(raw[10:], 5)
        (kind, public), more = strings(blob, 2)
        (signed, value), last = strings(signature, 2)
        if rest or more or last or kind != b"ssh-ed25519" or signed != kind or algorithm not in (b"sha256", b"sha512"):
            return None
    except (ValueError, struct.error):
        return None
    good = said == namespace.encode() and verify(public, signed_bytes(text, namespace, algorithm.decode()), value)
    return blob if good else None
