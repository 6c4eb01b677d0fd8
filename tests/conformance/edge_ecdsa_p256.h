/* edge_ecdsa_p256.h - ECDSA, P-256: DER that is not DER, r and s out of range, values at which arithmetic slips. */
#pragma once
#include "core/iana.h"
#include "edge.h"

#define EDGE_P256_1                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBKrsc2NXJvIT+4qeZNo7hjLkFJWp\n"                                               \
    "RNAEW1IuunJA+tWH2TFXmKqjpboBd1eHztBeqve04J/IHW0apUboNl1SXQ==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_2                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKSexBRK64+3c/kZ4KBKLrSkDJpkZ\n"                                               \
    "9whgacjE32xzKDjHeHlk6qwA5ZIfsUmKYPRgZ2az2WhQAVWNGpdOc0FRPg==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_3                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECtmVACiNRmlAAx1yqfVEWk1DeEZA\n"                                               \
    "hVvwpph00t5f4QPFAR5u8sQtzVDV09Kfma5uuiyAySRPTFQi8Jef8MO6Xg==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_4                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqwX9nQ3ia5zm9IGWUtn8aRk9CqOY\n"                                               \
    "8PuoAT4JxYIgRVQZI1JxIox4Z1kJXRK3WvBpLdQQPxn2qMMvSUNaHpuNRQ==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_5                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgJhPOaH/OKhqaKpCAba+Xfv+z4di\n"                                               \
    "GXELB7rfb91MbFYR/rlzkNmCbnoG37QYcclA10QV7TysIInxRFAZu1XtlQ==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_6                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEpxr2TeUSakpOAreSLWbOlBXOiKTJ\n"                                               \
    "0lUU2RCCyHJayVddR3I8j75YC7Np/snCZl2OMKQ1uZMmRUgufJ8R6HIpaw==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_7                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZifOxPBzHqI/wpMfkOvlt1cvWX0g\n"                                               \
    "3wj8KzHujvFrFXJhcO132NChT8XJw8TJvn8NPuGPcJuyderyBz4lj+aUpQ==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_8                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWnyIJehWkczh9edUTFTnPxSvwBDL\n"                                               \
    "cxNDJiyn7Fp39b/vbt9ipEl8G9exR/tsPSKvPDm/zpXzDhOhbT17KBL4Ew==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_9                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEy+DCkTLNc4Nk/t1gMVKZDASOXi//\n"                                               \
    "mW2IP6bKynl4xzdwr2qM5Ey0EiSyYDYG9MBNGI6Av/fMMa1RidSrDXDowQ==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_10                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE0D6wmRPMIMao0AcPDY0qf2NSf6+k\n"                                               \
    "QRf85r0e8qpK48RtXfP0WsWPozTG0QI4GzEgt6JFVgDcr/PRqEVRTxK/Rg==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_11                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEOnJHYpFXEZO00Qmyw3tZ8oB+j+nP\n"                                               \
    "/YBOrN7ZA+d8oNpZLbx0/uDKdQjMe8KCsMUaFDKG/1PGATFmjnoJKeTtBA==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_12                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYXIuq6cxxpfHqbpNCv27VxPYqhKw\n"                                               \
    "6rYBuzPbr3ksWtwnLNmTsrZjq6WzomwQEYL/F4aElF6Dh55xWYuV/mR9/A==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_13                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAExMkZgecg4g1+R4/xnQm5Wpj1jA9G\n"                                               \
    "m3KAGozoRKNHMWWUr81BiBgud3mImzJY0DaOzh5meX/nxkjG8Lnia9cYcQ==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_14                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE1Y1Hv0m8j0FmQfb3YPy8qAqlKoFO\n"                                               \
    "VqX6QLq0T9b2MXIW3qqE1F2ODinMns9WU/juZER1CBO+yujetCsEugemNA==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_15                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEkeMFgi5eRPP9thbi70LNmPJBuG6f\n"                                               \
    "aIFbxNumqUXk7vs8WTfirB2UZvbWXkmzX8jXX/wi4f4vMq9C9fo8Jvm0sA==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_16                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEtTPUaV3VuMXgd1flXm5Rb34siPoC\n"                                               \
    "OeI/YOjsB91w8ocbE07ljMWDJ4RWhj8zw6hdiB99SjmFAUPinU6vAJr+Rw==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_17                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEW4Ev1SGq+mmDWoSczm+962mDtELS\n"                                               \
    "RE/nDhNMAn/EaWODikDyo2CS6QBOktjZQM9WOFUM5nLOi41OFeulSZJJ6Q==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_18                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEW4Ev1SGq+mmDWoSczm+962mDtELS\n"                                               \
    "RE/nDhNMAn/EaWN8db8MXJ9tF/+xbScmvzCpx6rzGo0xdHKx6hRatm22Fg==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_19                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n"                                               \
    "6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_20                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n"                                               \
    "6zOg9KE5RdiYwpawHL0cAeWAZXEYFLWD8GHp1DHMqZTOoTE0Sb+XyECuCg==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P256_21                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETzN8z9Z3JqgF5PFgCuKEnfOAfsoR\n"                                               \
    "c4Ajn72BaQAAAADtneoSTMjDlkFkEemIww9CfrUEr0OjFGzV336mBmbWhQ==\n"                                                   \
    "-----END PUBLIC KEY-----\n"

static const struct edge_signature edge_ecdsa_p256[] = {
    {"ecdsa_secp256r1_sha256_test", 1, "pseudorandom signature", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_1,
     "",
     "3045022100b292a619339f6e567a305c951c0dcbcc42d16e47f219f9e98e76e09d8770b34a02200177e60492c5a8242f"
     "76f07bfe3661bde59ec2a17ce5bd2dab2abebdf89a62e2"},
    {"ecdsa_secp256r1_sha256_test", 2, "pseudorandom signature", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_1,
     "4d7367",
     "30450220530bd6b0c9af2d69ba897f6b5fb59695cfbf33afe66dbadcf5b8d2a2a6538e23022100d85e489cb7a161fd55"
     "ededcedbf4cc0c0987e3e3f0f242cae934c72caa3f43e9"},
    {"ecdsa_secp256r1_sha256_test", 3, "pseudorandom signature", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_1,
     "313233343030",
     "3046022100a8ea150cb80125d7381c4c1f1da8e9de2711f9917060406a73d7904519e51388022100f3ab9fa68bd47973"
     "a73b2d40480c2ba50c22c9d76ec217257288293285449b86"},
    {"ecdsa_secp256r1_sha256_test", 4, "pseudorandom signature", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_1,
     "0000000000000000000000000000000000000000",
     "3045022100986e65933ef2ed4ee5aada139f52b70539aaf63f00a91f29c69178490d57fb7102203dafedfb8da6189d37"
     "2308cbf1489bbbdabf0c0217d1c0ff0f701aaa7a694b9c"},
    {"ecdsa_secp256r1_sha256_test", 6, "Legacy: ASN encoding of s misses leading 0", TB_SCHEME_ECDSA_SECP256R1_SHA256,
     INVALID, EDGE_P256_2, "313233343030",
     "304402202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e180220b329f479a2bbd0a5c384"
     "ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 8, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30814502202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 9, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "3082004502202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0"
     "a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 10, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "304602202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5c3"
     "84ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 11, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "304402202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5c3"
     "84ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 12, "uint32 overflow in length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256,
     INVALID, EDGE_P256_2, "313233343030",
     "3085010000004502202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479"
     "a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 13, "uint64 overflow in length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256,
     INVALID, EDGE_P256_2, "313233343030",
     "308901000000000000004502202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100"
     "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 14, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30847fffffff02202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2"
     "bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 15, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30848000000002202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2"
     "bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 16, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "3084ffffffff02202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2"
     "bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 17, "length of sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "3085ffffffffff02202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479"
     "a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 23, "appending 0's to sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "304702202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5c3"
     "84ee1493b1f5186a87139cac5df4087c134b49156847db0000"},
    {"ecdsa_secp256r1_sha256_test", 24, "prepending 0's to sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "3047000002202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0"
     "a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 26, "appending null value to sequence", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "304702202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5c3"
     "84ee1493b1f5186a87139cac5df4087c134b49156847db0500"},
    {"ecdsa_secp256r1_sha256_test", 30, "including undefined tags", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "304daa00bb00cd00304502202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b3"
     "29f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 48, "indefinite length", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "308002202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5c3"
     "84ee1493b1f5186a87139cac5df4087c134b49156847db0000"},
    {"ecdsa_secp256r1_sha256_test", 67, "length of r uses long form encoding", TB_SCHEME_ECDSA_SECP256R1_SHA256,
     INVALID, EDGE_P256_2, "313233343030",
     "30460281202ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 152, "replaced r by r + n", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30460221012ba3a8bd6b94d5ed80a6d9d1190a436ebccc0833490686deac8635bcb9bf5369022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 153, "replaced r by r - n", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30460221ff2ba3a8bf6b94d5eb80a6d9d1190a436f42fe12d7fad749d4c512a036c0f908c7022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 154, "replaced r by r + 256 * n", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "3047022201002ba3a7be6b94d6ec80a6d9d1190a432be6dfbb2cb98d6d4d72972df620817f18022100b329f479a2bbd0"
     "a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 155, "replaced r by -r", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30450220d45c5741946b2a137f59262ee6f5bc91001af27a5e1117a64733950642a3d1e8022100b329f479a2bbd0a5c3"
     "84ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 156, "replaced r by n - r", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "3046022100d45c5740946b2a147f59262ee6f5bc90bd01ed280528b62b3aed5fc93f06f739022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 157, "replaced r by -n - r", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30460221fed45c5742946b2a127f59262ee6f5bc914333f7ccb6f979215379ca434640ac97022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 158, "replaced r by r + 2**256", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "30460221012ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 159, "replaced r by r + 2**320", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "304e02290100000000000000002ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18022100"
     "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 160, "replaced s by s + n", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "3046022101b329f478a2bbd0a6c384ee1493b1f518276e0e4a5375928d6fcd160c11cb6d2c022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 163, "replaced s by -s", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2,
     "313233343030",
     "30460221ff4cd60b865d442f5a3c7b11eb6c4e0ae79578ec6353a20bf783ecb4b6ea97b825022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 165, "replaced s by s + 2**256", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "3046022101b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db022100b329f479a2bbd0a5"
     "c384ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 166, "replaced s by s - 2**256", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030",
     "30450220b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db022100b329f479a2bbd0a5c3"
     "84ee1493b1f5186a87139cac5df4087c134b49156847db"},
    {"ecdsa_secp256r1_sha256_test", 168, "Signature with special case values r=0 and s=0",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "3006020100020100"},
    {"ecdsa_secp256r1_sha256_test", 169, "Signature with special case values r=0 and s=1",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "3006020100020101"},
    {"ecdsa_secp256r1_sha256_test", 170, "Signature with special case values r=0 and s=-1",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "30060201000201ff"},
    {"ecdsa_secp256r1_sha256_test", 171, "Signature with special case values r=0 and s=n",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030",
     "3026020100022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"},
    {"ecdsa_secp256r1_sha256_test", 232, "Signature encoding contains incorrect types: r=0, s=0.25",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "3008020100090380fe01"},
    {"ecdsa_secp256r1_sha256_test", 233, "Signature encoding contains incorrect types: r=0, s=nan",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "3006020100090142"},
    {"ecdsa_secp256r1_sha256_test", 234, "Signature encoding contains incorrect types: r=0, s=True",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "3006020100010101"},
    {"ecdsa_secp256r1_sha256_test", 235, "Signature encoding contains incorrect types: r=0, s=False",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "3006020100010100"},
    {"ecdsa_secp256r1_sha256_test", 236, "Signature encoding contains incorrect types: r=0, s=Null",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "30050201000500"},
    {"ecdsa_secp256r1_sha256_test", 237, "InvalidTypesInSignature", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_2, "313233343030", "30050201000c00"},
    {"ecdsa_secp256r1_sha256_test", 238, "Signature encoding contains incorrect types: r=0, s='0'",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "30060201000c0130"},
    {"ecdsa_secp256r1_sha256_test", 239, "Signature encoding contains incorrect types: r=0, s=empty list",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_2, "313233343030", "30050201003000"},
    {"ecdsa_secp256r1_sha256_test", 295, "Edge case for Shamir multiplication", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID,
     EDGE_P256_2, "3639383139",
     "3044022064a1aab5000d0e804f3e2fc02bdee9be8ff312334e2ba16d11547c97711c898e02206af015971cc30be6d1a2"
     "06d4e013e0997772a2f91d73286ffd683b9bb2cf4f1b"},
    {"ecdsa_secp256r1_sha256_test", 296, "SpecialCaseHash", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_2,
     "343236343739373234",
     "3044022016aea964a2f6506d6f78c81c91fc7e8bded7d397738448de1e19a0ec580bf2660220252cd762130c6667cfe8"
     "b7bc47d27d78391e8e80c578d1cd38c3ff033be928e9"},
    {"ecdsa_secp256r1_sha256_test", 297, "SpecialCaseHash", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_2,
     "37313338363834383931",
     "30450221009cc98be2347d469bf476dfc26b9b733df2d26d6ef524af917c665baccb23c8820220093496459effe2d8d7"
     "0727b82462f61d0ec1b7847929d10ea631dacb16b56c32"},
    {"ecdsa_secp256r1_sha256_test", 350, "k*G has a large x-coordinate", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID,
     EDGE_P256_3, "313233343030",
     "303502104319055358e8617b0c46353d039cdaab022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3"
     "b9cac2fc63254e"},
    {"ecdsa_secp256r1_sha256_test", 351, "r too large", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_3,
     "313233343030",
     "3046022100ffffffff00000001000000000000000000000000fffffffffffffffffffffffc022100ffffffff00000000"
     "ffffffffffffffffbce6faada7179e84f3b9cac2fc63254e"},
    {"ecdsa_secp256r1_sha256_test", 352, "r,s are large", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_4,
     "313233343030",
     "3046022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f022100ffffffff00000000"
     "ffffffffffffffffbce6faada7179e84f3b9cac2fc63254e"},
    {"ecdsa_secp256r1_sha256_test", 353, "r and s^-1 have a large Hamming weight", TB_SCHEME_ECDSA_SECP256R1_SHA256,
     VALID, EDGE_P256_5, "313233343030",
     "304502207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd022100909135bdb679928617"
     "0f5ead2de4f6511453fe50914f3df2de54a36383df8dd4"},
    {"ecdsa_secp256r1_sha256_test", 355, "small r and s", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_6,
     "313233343030", "3006020105020101"},
    {"ecdsa_secp256r1_sha256_test", 356, "small r and s", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_7,
     "313233343030", "3006020105020103"},
    {"ecdsa_secp256r1_sha256_test", 357, "small r and s", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_8,
     "313233343030", "3006020105020105"},
    {"ecdsa_secp256r1_sha256_test", 358, "small r and s", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_9,
     "313233343030", "3006020105020106"},
    {"ecdsa_secp256r1_sha256_test", 363, "r is larger than n", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_10,
     "313233343030", "3026022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632557020107"},
    {"ecdsa_secp256r1_sha256_test", 364, "s is larger than n", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_11,
     "313233343030", "3026020106022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc75fbd8"},
    {"ecdsa_secp256r1_sha256_test", 377, "edge case modular inverse", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID,
     EDGE_P256_12, "313233343030",
     "30440220555555550000000055555555555555553ef7a8e48d07df81a693439654210c70022002f676969f451a8ccafa"
     "4c4f09791810e6d632dbd60b1d5540f3284fbe1889b0"},
    {"ecdsa_secp256r1_sha256_test", 378, "edge case modular inverse", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID,
     EDGE_P256_13, "313233343030",
     "30440220555555550000000055555555555555553ef7a8e48d07df81a693439654210c7002204e260962e33362ef0046"
     "126d2d5a4edc6947ab20e19b8ec19cf79e5908b6e628"},
    {"ecdsa_secp256r1_sha256_test", 379, "edge case modular inverse", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID,
     EDGE_P256_14, "313233343030",
     "30440220555555550000000055555555555555553ef7a8e48d07df81a693439654210c700220077ed0d8f20f697d8fc5"
     "91ac64dd5219c7932122b4f9b9ec6441e44a0092cf21"},
    {"ecdsa_secp256r1_sha256_test", 380, "edge case modular inverse", TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID,
     EDGE_P256_15, "313233343030",
     "30440220555555550000000055555555555555553ef7a8e48d07df81a693439654210c7002203e0292a67e181c6c0105"
     "ee35e956e78e9bdd033c6e71ae57884039a245e4175f"},
    {"ecdsa_secp256r1_sha256_test", 392, "point at infinity during verify", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID,
     EDGE_P256_16, "313233343030",
     "304402207fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8022055555555000000005555"
     "5555555555553ef7a8e48d07df81a693439654210c70"},
    {"ecdsa_secp256r1_sha256_test", 427, "point duplication during verification", TB_SCHEME_ECDSA_SECP256R1_SHA256,
     VALID, EDGE_P256_17, "313233343030",
     "304502206f2347cab7dd76858fe0555ac3bc99048c4aacafdfb6bcbe05ea6c42c4934569022100bb726660235793aa99"
     "57a61e76e00c2c435109cf9a15dd624d53f4301047856b"},
    {"ecdsa_secp256r1_sha256_test", 428, "duplication bug", TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_18,
     "313233343030",
     "304502206f2347cab7dd76858fe0555ac3bc99048c4aacafdfb6bcbe05ea6c42c4934569022100bb726660235793aa99"
     "57a61e76e00c2c435109cf9a15dd624d53f4301047856b"},
    {"ecdsa_secp256r1_sha256_test", 444, "public key shares x-coordinate with generator",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_19, "313233343030",
     "3045022100bb5a52f42f9c9261ed4361f59422a1e30036e7c32b270c8807a419feca6050230220249249246db6db6ddb"
     "6db6db6db6db6dad4591868595a8ee6bf5f864ff7be0c2"},
    {"ecdsa_secp256r1_sha256_test", 445, "public key shares x-coordinate with generator",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_19, "313233343030",
     "3044022044a5ad0ad0636d9f12bc9e0a6bdd5e1cbcb012ea7bf091fcec15b0c43202d52e0220249249246db6db6ddb6d"
     "b6db6db6db6dad4591868595a8ee6bf5f864ff7be0c2"},
    {"ecdsa_secp256r1_sha256_test", 446, "public key shares x-coordinate with generator",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, INVALID, EDGE_P256_20, "313233343030",
     "3045022100bb5a52f42f9c9261ed4361f59422a1e30036e7c32b270c8807a419feca6050230220249249246db6db6ddb"
     "6db6db6db6db6dad4591868595a8ee6bf5f864ff7be0c2"},
    {"ecdsa_secp256r1_sha256_test", 448, "x-coordinate of the public key has many trailing 0's",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_21, "4d657373616765",
     "3046022100d434e262a49eab7781e353a3565e482550dd0fd5defa013c7f29745eff3569f10221009b0c0a93f267fb60"
     "52fd8077be769c2b98953195d7bc10de844218305c6ba17a"},
    {"ecdsa_secp256r1_sha256_test", 449, "x-coordinate of the public key has many trailing 0's",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_21, "4d657373616765",
     "304402200fe774355c04d060f76d79fd7a772e421463489221bf0a33add0be9b1979110b0220500dcba1c69a8fbd43fa"
     "4f57f743ce124ca8b91a1f325f3fac6181175df55737"},
    {"ecdsa_secp256r1_sha256_test", 450, "x-coordinate of the public key has many trailing 0's",
     TB_SCHEME_ECDSA_SECP256R1_SHA256, VALID, EDGE_P256_21, "4d657373616765",
     "3045022100bb40bf217bed3fb3950c7d39f03d36dc8e3b2cd79693f125bfd06595ee1135e30220541bf3532351ebb032"
     "710bdb6a1bf1bfc89a1e291ac692b3fa4780745bb55677"},
};
