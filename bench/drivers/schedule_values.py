#!/usr/bin/env python3
"""schedule_values.py - prints schedule_values.h: the expected values of the key schedules in schedule.c.

Computed with only Python's hmac, from RFC 8446 7.1 and 4.4.4, RFC 5246 5 and RFC 7627 4.  For TLS 1.3 with SHA-256 the
inputs and the results are those of RFC 8448 3; five results are compared with copies from that document.
"""
import hashlib
import hmac

ECDHE = "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"
RFC_8448_TRANSCRIPT = [
    "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8",  # to ServerHello
    "edb7725fa7a3473b031ec8ef65a2485493900138a2b91291407d7951a06110ed",  # to CertificateVerify
    "9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13",  # to the server's Finished
    "209145a96ee8e2a122ff810047cc952684658d6049e86429426db87c54ad143d",  # to the client's Finished
]
RFC_8448_RESULTS = {
    "early": "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a",
    "master": "18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919",
    "res master": "7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c",
    "s ap key": "9f02283b6c9c07efc26bb9f2ac92e356",
    "s finished": "9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718",
}
KEY_LEN = {"sha256": 16, "sha384": 32}  # of the AES-GCM that goes with the hash
IV_LEN, SALT_LEN, VERIFY_LEN, MASTER_LEN = 12, 4, 12, 48


def mac(name, key, text):
    return hmac.new(key, text, name).digest()


def expand(name, secret, info, length):
    out, block, n = b"", b"", 0
    while len(out) < length:
        n += 1
        block = mac(name, secret, block + info + bytes([n]))
        out += block
    return out[:length]


def expand_label(name, secret, label, context, length):
    label = b"tls13 " + label.encode()
    info = length.to_bytes(2, "big") + bytes([len(label)]) + label + bytes([len(context)]) + context
    return expand(name, secret, info, length)


def prf(name, secret, label, seed, length):
    seed = label.encode() + seed
    out, a = b"", seed
    while len(out) < length:
        a = mac(name, secret, a)
        out += mac(name, secret, a + seed)
    return out[:length]


def tls13(name, ecdhe, transcript):
    size = hashlib.new(name).digest_size
    hello, verify, server_finished, client_finished = transcript
    empty, zeros = hashlib.new(name).digest(), bytes(size)

    def derive(secret, label, context):
        return expand_label(name, secret, label, context, size)

    v = {"early": mac(name, zeros, zeros)}
    v["derived 1"] = derive(v["early"], "derived", empty)
    v["handshake"] = mac(name, v["derived 1"], ecdhe)
    v["c hs"] = derive(v["handshake"], "c hs traffic", hello)
    v["s hs"] = derive(v["handshake"], "s hs traffic", hello)
    v["derived 2"] = derive(v["handshake"], "derived", empty)
    v["master"] = mac(name, v["derived 2"], zeros)
    v["c ap"] = derive(v["master"], "c ap traffic", server_finished)
    v["s ap"] = derive(v["master"], "s ap traffic", server_finished)
    v["exp master"] = derive(v["master"], "exp master", server_finished)
    v["res master"] = derive(v["master"], "res master", client_finished)
    for secret in "c hs", "s hs", "c ap", "s ap":
        v[secret + " key"] = expand_label(name, v[secret], "key", b"", KEY_LEN[name])
        v[secret + " iv"] = expand_label(name, v[secret], "iv", b"", IV_LEN)
    v["s finished key"] = derive(v["s hs"], "finished", b"")
    v["s finished"] = mac(name, v["s finished key"], verify)
    v["c finished key"] = derive(v["c hs"], "finished", b"")
    v["c finished"] = mac(name, v["c finished key"], server_finished)
    return v


def tls12(name, premaster, randoms, transcript):
    session, client_finished, server_finished = transcript
    v = {"master": prf(name, premaster, "extended master secret", session, MASTER_LEN)}
    v["key block"] = prf(name, v["master"], "key expansion", randoms, 2 * (KEY_LEN[name] + SALT_LEN))
    v["c finished"] = prf(name, v["master"], "client finished", client_finished, VERIFY_LEN)
    v["s finished"] = prf(name, v["master"], "server finished", server_finished, VERIFY_LEN)
    return v


def table(name, rows):
    print(f"\nstatic const char *const {name}[] = {{")
    for label, value in rows:
        lines = [value.hex()[i:i + 96] for i in range(0, 2 * len(value), 96)]
        print(f"    /* {label} */")
        print("\n".join(f'    "{line}"' for line in lines) + ",")
    print("};")


def main():
    ecdhe = bytes.fromhex(ECDHE)
    print("/* schedule_values.h - made by schedule_values.py: inputs and results of the key schedules, hexadecimal. */")
    print("#pragma once")
    print("/* clang-format off */")
    for name in "sha256", "sha384":
        # The transcripts of SHA-384 and of TLS 1.2 are no handshake's: any bytes do.
        made_up = [hashlib.new(name, b"transcript %d" % i).digest() for i in range(4)]
        transcript = [bytes.fromhex(t) for t in RFC_8448_TRANSCRIPT] if name == "sha256" else made_up
        values = tls13(name, ecdhe, transcript)
        if name == "sha256":
            assert all(values[key].hex() == want for key, want in RFC_8448_RESULTS.items())
        inputs = [("shared secret", ecdhe), ("hash of nothing", hashlib.new(name).digest()),
                  ("zeros", bytes(hashlib.new(name).digest_size))]
        labels = ["to ServerHello", "to CertificateVerify", "to the server's Finished", "to the client's Finished"]
        table(f"tls13_{name}_inputs", inputs + list(zip(labels, transcript)))
        table(f"tls13_{name}_results", values.items())
        randoms = hashlib.sha512(b"randoms").digest()
        table(f"tls12_{name}_inputs",
              [("pre-master secret", ecdhe), ("server random, client random", randoms)]
              + list(zip(["to ClientKeyExchange", "before the client's Finished", "before the server's Finished"],
                         made_up)))
        table(f"tls12_{name}_results", tls12(name, ecdhe, randoms, made_up[:3]).items())
    print("/* clang-format on */")


main()
