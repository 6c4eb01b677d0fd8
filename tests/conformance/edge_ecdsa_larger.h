/* edge_ecdsa_larger.h - ECDSA, P-384 and P-521: as edge_ecdsa_p256.h, fewer of each kind. */
#pragma once
#include "core/iana.h"
#include "edge.h"

#define EDGE_P384_1                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEKb23bV+nQb/XAjPLOmbMfUS+s7BmPZKo\n"                                               \
    "E2ZQR4vO+2HvGC4VWlQ0Wl6OXojwZOW8mlJat/dk2tPa4UaMK0GfO2K5upF9XoxP\n"                                               \
    "sexHQEo/x2R0snEwgb6dtMAOBDran8Sj\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_2                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAELaV92hCJJ2pUP5/9rAv/DZdsrXHrcoDn\n"                                               \
    "2b/Z/uS9svIPR/+IgnQ4l3LZjMV1ITiqS20FTWnc8+JexJ34cHFeNIg7GDYZfXb4\n"                                               \
    "rZYuePZXG7x0B7DWCR+eTYjwFCdEBhdP\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_3                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAES/TlL5WEJ+u1kV+4yVlVUbTTo/2rZ7rd\n"                                               \
    "nWwwk/QlukNjDfcfQvDrfOqpTZ9kSKhd0wMxWIJJ/S/cCzCex+2EgbwW8ngAwT19\n"                                               \
    "twD8guGxyFRaoMDTtW47/nifwYqRaIfC\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_4                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEVU8v0LcAqfRWh1K2c9nA0p3JbBD+Z+OM\n"                                               \
    "bW0zm/r+Bflw2ow9IWToIDEwekS9MiURcTErYbWRE/8L07ippJNN8mKqgJb4QOnY\n"                                               \
    "v/pddJHe2Hs4xJb5ueTwuhCJ+NP/yIqf\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_5                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEWrv2GKCE9nE4xBioltYa868YJgQINbc+\n"                                               \
    "dhmEa0leum9+6qLpzGHIX2EA/twlwWdDsGWkJ7xQMTlSnk+qY92lU67SaW/QLCts\n"                                               \
    "6y2UHSxDY8+ax6Z1nVDoudB/4obxfO9c\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_6                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE+JY1PMOor91UPsOu8GLKl7wy7Rck6ji5\n"                                               \
    "QLjA6g4js0GHr75w2vjbqltRFVfl0r3axL0mXaZ87q/KY29vTARy8iqdAuIokYT3\n"                                               \
    "O7twCuj8kh7/SSDykL/LSfuyMswTohAo\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_7                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE5YWgZ9bf83rn8X+BWDEZthKRWXNF8Qes\n"                                               \
    "/+I3oI9IhtT9+U/mMYLmFDyZviWnt9hrVyweBt0se5S4c/BXj8srmdYOJG5RJF0I\n"                                               \
    "BO3USzLw8ADI+PiPHUpl/qUdu7SrHigj\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_8                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE5YWgZ9bf83rn8X+BWDEZthKRWXNF8Qes\n"                                               \
    "/+I3oI9IhtT9+U/mMYLmFDyZviWnt9hrqNPh+SLThGtHjA+ocDTUZinx25Gu26L3\n"                                               \
    "+xIrtM0PD/43Bwdv4rWaAVriRExU4dfc\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P384_9                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE/////6pj8aI5rHAZfG6/zqV1bcASEj+C\n"                                               \
    "xR+odNZgKL4A6XahCAYGc3zHXEC9/kqsrL2FOJCIpipjmDhMIrUtSS8j9G5KJ6Ry\n"                                               \
    "StVVUdpcSDQ4CVokfLDDN48fUsNCX/nx\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_1                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBKpCL/Ftw4XvfrnQpSZSAi/KkLatZ\n"                                               \
    "r4sFI6Am1kCio9bTRFILYhd+LPoznKQvsIg+xCWQT72igzo7WwqaAIETZdgBIzPV\n"                                               \
    "Mvj46xpiPDeKNpRlEZK72oM+O417j5Cyv8mwRfilXhtqX+FRLEAMS8nIb9fGmdZC\n"                                               \
    "9c7pu4J8iwq8DaAc7x4=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_2                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAXGRX7AiNUy9IIJOWWuU8zQflVu1Z\n"                                               \
    "4q+UXNjHqVwcZE+KVqioo813OS3dhh6Kkk2smcaQaQk71SpS+mxWAEoHRQgAeHjW\n"                                               \
    "1C5LTdHpwGlss+GfYwM8PbTmDUcyWbPr4Hmq8KmG7mF3+CF6eMaLgT9+FJpOVv2V\n"                                               \
    "YsB/7T2JWULX0QHLg/Y=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_3                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQASRzWxfk7dBTW1Fz+PSZL0Hf8RCek\n"                                               \
    "sK/t52ysU3p8pe4sRFZCWCYPdpG4H9/s6/0Dumcid4dcWzEeqSDnT7OXivUBRKNT\n"                                               \
    "olG0KXiUFhuuEtFqicM7cZ+QTPzMJ333jOpTeRmGQv1UnfkZkE3AzzZi7qsB7xG4\n"                                               \
    "48tJtRuFPZjwQmAMCZc=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_4                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAXn62xPSBgwq6rYpg3bCYkRZO5Bjq\n"                                               \
    "TNKZUGLiJ9M8Ip+3N78zBwMJfWs7aaPwnnnJ3gtAK/hG3Sa1uxGRz/gBNV0BeJya\n"                                               \
    "/aVn5h3kFEN7DpOhdhHm52hTdivAr/HivJ5GzhKFuTFlHXEpuFrvLB+rFyjn60RJ\n"                                               \
    "spVt7DPmzXyboSXFzZ0=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_5                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAOHe/ZxHDwIjam0oY5un10tZhH6Vt\n"                                               \
    "Z7VmShQqdErr0xq0uFZy/ODu2ABv7BFK/NH27s7QyXUaxipoSED34LopKKEAQFXO\n"                                               \
    "CPQs5a7qyAolNudd2TZ4Xm44aRCSsDDNImH169nRUpqMuFZX2V4w/r03p/XlI/2n\n"                                               \
    "eA1W4nVw7LYmolcGYbo=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_6                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAKgfxPz6N84IUW3lC/m+RwS/zBksx\n"                                               \
    "S040dr86+7mCBw8X9jst5fvoyRqHrmMoafrPF9XOnRObN+1VdYG7mn5Lj6MAJLkE\n"                                               \
    "xfxTauU7Mjp/0Le45CAwJAat6E6ooQynxck0utVInbbjqMwwZGAsyD8wnp0keq5y\n"                                               \
    "r8oIM2vIkZ4V9L5a13o=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_7                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBb86fN1u9KWitqvNXVZUSnvPnIcO3\n"                                               \
    "yD1aSnn0td+72x9m2nJD5RIMXb174coHPgS0zFjKjOLzT/aj0CqSm/L8J5cAg/Ew\n"                                               \
    "eS1sRcjypnRx5RJG4rh4FGW4KRy9pm0icZzVNr+AHgB2AwkZ1XAXMs52eL9HKEbt\n"                                               \
    "B3eTftd8qtdNBWZGFKI=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_8                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBb86fN1u9KWitqvNXVZUSnvPnIcO3\n"                                               \
    "yD1aSnn0td+72x9m2nJD5RIMXb174coHPgS0zFjKjOLzT/aj0CqSm/L8J5cBfA7P\n"                                               \
    "htKTujcNWYuOGu25HUeH65pH1uNCWZLdjmMqyUB/4f+J/PbmKo/ozTGJh0C417kS\n"                                               \
    "+IhsgSiDVSiy+pm5610=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

#define EDGE_P521_9                                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAMEs9Bx7R7zAjkbVmr4ydHLev6aq8\n"                                               \
    "FBrDmrOWdsY+SMGyxkUetGDkUr1XPh+18VuOX5wD9jTY22iXKFBks86b2YoAAAAA\n"                                               \
    "AJuYv9MzmMLPhgb8CuRottYXzLPnBK87hQZkKnddW02p0AIJNkqfCkrXfLrGBKAV\n"                                               \
    "yX5rWhiESliaTxx9liU=\n"                                                                                           \
    "-----END PUBLIC KEY-----\n"

static const struct edge_signature edge_ecdsa_larger[] = {
    {"ecdsa_secp384r1_sha384_test", 1, "pseudorandom signature", TB_SCHEME_ECDSA_SECP384R1_SHA384, VALID, EDGE_P384_1,
     "",
     "3064023032401249714e9091f05a5e109d5c1216fdc05e98614261aa0dbd9e9cd4415dee29238afbd3b103c1e40ee5c9"
     "144aee0f02304326756fb2c4fd726360dd6479b5849478c7a9d054a833a58c1631c33b63c3441336ddf2c7fe0ed129aa"
     "e6d4ddfeb753"},
    {"ecdsa_secp384r1_sha384_test", 6, "Legacy: ASN encoding of s misses leading 0", TB_SCHEME_ECDSA_SECP384R1_SHA384,
     INVALID, EDGE_P384_2, "313233343030",
     "3064023012b30abef6b5476fe6b612ae557c0425661e26b44b1bfe19daf2ca28e3113083ba8e4ae4cc45a0320abd3394"
     "f1c548d70230e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd04fec"
     "c47bff426f82"},
    {"ecdsa_secp384r1_sha384_test", 8, "length of sequence", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2,
     "313233343030",
     "308165023012b30abef6b5476fe6b612ae557c0425661e26b44b1bfe19daf2ca28e3113083ba8e4ae4cc45a0320abd33"
     "94f1c548d7023100e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd0"
     "4fecc47bff426f82"},
    {"ecdsa_secp384r1_sha384_test", 10, "length of sequence", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2,
     "313233343030",
     "3066023012b30abef6b5476fe6b612ae557c0425661e26b44b1bfe19daf2ca28e3113083ba8e4ae4cc45a0320abd3394"
     "f1c548d7023100e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd04f"
     "ecc47bff426f82"},
    {"ecdsa_secp384r1_sha384_test", 11, "length of sequence", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2,
     "313233343030",
     "3064023012b30abef6b5476fe6b612ae557c0425661e26b44b1bfe19daf2ca28e3113083ba8e4ae4cc45a0320abd3394"
     "f1c548d7023100e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd04f"
     "ecc47bff426f82"},
    {"ecdsa_secp384r1_sha384_test", 23, "appending 0's to sequence", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID,
     EDGE_P384_2, "313233343030",
     "3067023012b30abef6b5476fe6b612ae557c0425661e26b44b1bfe19daf2ca28e3113083ba8e4ae4cc45a0320abd3394"
     "f1c548d7023100e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd04f"
     "ecc47bff426f820000"},
    {"ecdsa_secp384r1_sha384_test", 152, "replaced r by r + n", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2,
     "313233343030",
     "306602310112b30abef6b5476fe6b612ae557c0425661e26b44b1bfe19a25617aad7485e6312a8589714f647acf7a94c"
     "ffbe8a724a023100e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd0"
     "4fecc47bff426f82"},
    {"ecdsa_secp384r1_sha384_test", 155, "replaced r by -r", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2,
     "313233343030",
     "30650230ed4cf541094ab8901949ed51aa83fbda99e1d94bb4e401e6250d35d71ceecf7c4571b51b33ba5fcdf542cc6b"
     "0e3ab729023100e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd04f"
     "ecc47bff426f82"},
    {"ecdsa_secp384r1_sha384_test", 158, "replaced r by r + 2**384", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID,
     EDGE_P384_2, "313233343030",
     "306602310112b30abef6b5476fe6b612ae557c0425661e26b44b1bfe19daf2ca28e3113083ba8e4ae4cc45a0320abd33"
     "94f1c548d7023100e7bf25603e2d07076ff30b7a2abec473da8b11c572b35fc631991d5de62ddca7525aaba89325dfd0"
     "4fecc47bff426f82"},
    {"ecdsa_secp384r1_sha384_test", 168, "Signature with special case values r=0 and s=0",
     TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2, "313233343030", "3006020100020100"},
    {"ecdsa_secp384r1_sha384_test", 232, "Signature encoding contains incorrect types: r=0, s=0.25",
     TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2, "313233343030", "3008020100090380fe01"},
    {"ecdsa_secp384r1_sha384_test", 233, "Signature encoding contains incorrect types: r=0, s=nan",
     TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_2, "313233343030", "3006020100090142"},
    {"ecdsa_secp384r1_sha384_test", 295, "Edge case for Shamir multiplication", TB_SCHEME_ECDSA_SECP384R1_SHA384, VALID,
     EDGE_P384_2, "3133323237",
     "3066023100ac042e13ab83394692019170707bc21dd3d7b8d233d11b651757085bdd5767eabbb85322984f14437335de"
     "0cdf565684023100bd770d3ee4beadbabe7ca46e8c4702783435228d46e2dd360e322fe61c86926fa49c8116ec940f72"
     "ac8c30d9beb3e12f"},
    {"ecdsa_secp384r1_sha384_test", 296, "SpecialCaseHash", TB_SCHEME_ECDSA_SECP384R1_SHA384, VALID, EDGE_P384_2,
     "31373530353531383135",
     "3066023100d3298a0193c4316b34e3833ff764a82cff4ef57b5dd79ed6237b51ff76ceab13bf92131f41030515b7e012"
     "d2ba857830023100bfc7518d2ad20ed5f58f3be79720f1866f7a23b3bd1bf913d3916819d008497a071046311d3c2fd0"
     "5fc284c964a39617"},
    {"ecdsa_secp384r1_sha384_test", 297, "SpecialCaseHash", TB_SCHEME_ECDSA_SECP384R1_SHA384, VALID, EDGE_P384_2,
     "3130333633303731",
     "3065023100e14f41a5fc83aa4725a9ea60ab5b0b9de27f519af4b557a601f1fee0243f8eee5180f8c531414f3473f445"
     "7430cb7a2602301047ed2bf1f98e3ce93e8fdbdc63cc79f238998fee74e1bb6cd708694950bbffe3945066064da043f0"
     "4d7083d0a596ec"},
    {"ecdsa_secp384r1_sha384_test", 382, "k*G has a large x-coordinate", TB_SCHEME_ECDSA_SECP384R1_SHA384, VALID,
     EDGE_P384_3, "313233343030",
     "304d0218389cb27e0bc8d21fa7e5f24cb74f58851313e696333ad68b023100ffffffffffffffffffffffffffffffffff"
     "ffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52970"},
    {"ecdsa_secp384r1_sha384_test", 383, "r too large", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_3,
     "313233343030",
     "3066023100fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff00000000000000"
     "00fffffffe023100ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77a"
     "ecec196accc52970"},
    {"ecdsa_secp384r1_sha384_test", 387, "small r and s", TB_SCHEME_ECDSA_SECP384R1_SHA384, VALID, EDGE_P384_4,
     "313233343030", "3006020102020101"},
    {"ecdsa_secp384r1_sha384_test", 407, "edge case modular inverse", TB_SCHEME_ECDSA_SECP384R1_SHA384, VALID,
     EDGE_P384_5, "313233343030",
     "3064023055555555555555555555555555555555555555555555555542766f2b5167b9f51d5e0490c2e58d28f9a40878"
     "eeec63260230427f8227a67d9422557647d27945a90ae1d2ec2931f90113cd5b407099e3d8f5a889d62069e64c0e1c4e"
     "fe29690b0992"},
    {"ecdsa_secp384r1_sha384_test", 422, "point at infinity during verify", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID,
     EDGE_P384_6, "313233343030",
     "306402307fffffffffffffffffffffffffffffffffffffffffffffffe3b1a6c0fa1b96efac0d06d9245853bd76760cb5"
     "666294b9023055555555555555555555555555555555555555555555555542766f2b5167b9f51d5e0490c2e58d28f9a4"
     "0878eeec6326"},
    {"ecdsa_secp384r1_sha384_test", 453, "point duplication during verification", TB_SCHEME_ECDSA_SECP384R1_SHA384,
     VALID, EDGE_P384_7, "313233343030",
     "3065023100b37699e0d518a4d370dbdaaaea3788850fa03f8186d1f78fdfbae6540aa670b31c8ada0fff3e737bd69520"
     "560fe0ce60023064adb4d51a93f96bed4665de2d4e1169cc95819ec6e9333edfd5c07ca134ceef7c95957b719ae349fc"
     "439eaa49fbbe34"},
    {"ecdsa_secp384r1_sha384_test", 454, "duplication bug", TB_SCHEME_ECDSA_SECP384R1_SHA384, INVALID, EDGE_P384_8,
     "313233343030",
     "3065023100b37699e0d518a4d370dbdaaaea3788850fa03f8186d1f78fdfbae6540aa670b31c8ada0fff3e737bd69520"
     "560fe0ce60023064adb4d51a93f96bed4665de2d4e1169cc95819ec6e9333edfd5c07ca134ceef7c95957b719ae349fc"
     "439eaa49fbbe34"},
    {"ecdsa_secp384r1_sha384_test", 474, "x-coordinate of the public key is large", TB_SCHEME_ECDSA_SECP384R1_SHA384,
     VALID, EDGE_P384_9, "4d657373616765",
     "3065023007648b6660d01ba2520a09d298adf3b1a02c32744bd2877208f5a4162f6c984373139d800a4cdc1ffea15bce"
     "4871a0ed02310099fd367012cb9e02cde2749455e0d495c52818f3c14f6e6aad105b0925e2a7290ac4a06d9fadf4b15b"
     "578556fe332a5f"},
    {"ecdsa_secp521r1_sha512_test", 1, "pseudorandom signature", TB_SCHEME_ECDSA_SECP521R1_SHA512, VALID, EDGE_P521_1,
     "",
     "308188024201625d6115092a8e2ee21b9f8a425aa73814dec8b2335e86150ab4229f5a3421d2e6256d632c7a4365a1ee"
     "01dd2a936921bbb4551a512d1d4b5a56c314e4a02534c5024201b792d23f2649862595451055777bda1b02dc6cc8fef2"
     "3231e44b921b16155cd42257441d75a790371e91819f0a9b1fd0ebd02c90b5b774527746ed9bfe743dbe2f"},
    {"ecdsa_secp521r1_sha512_test", 7, "length of sequence", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2,
     "313233343030",
     "3082008602414e4223ee43e8cb89de3b1339ffc279e582f82c7ab0f71bbde43dbe374ac75ffbef29acdf8e70750b9a04"
     "f66fda48351de7bbfd515720b0ec5cd736f9b73bdf8645024128b5d0926a4172b349b0fd2e929487a5edb94b142df923"
     "a697e7446acdacdba0a029e43d69111174dba2fe747122709a69ce69d5285e174a01a93022fea8318ac1"},
    {"ecdsa_secp521r1_sha512_test", 8, "length of sequence", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2,
     "313233343030",
     "308702414e4223ee43e8cb89de3b1339ffc279e582f82c7ab0f71bbde43dbe374ac75ffbef29acdf8e70750b9a04f66f"
     "da48351de7bbfd515720b0ec5cd736f9b73bdf8645024128b5d0926a4172b349b0fd2e929487a5edb94b142df923a697"
     "e7446acdacdba0a029e43d69111174dba2fe747122709a69ce69d5285e174a01a93022fea8318ac1"},
    {"ecdsa_secp521r1_sha512_test", 9, "length of sequence", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2,
     "313233343030",
     "308502414e4223ee43e8cb89de3b1339ffc279e582f82c7ab0f71bbde43dbe374ac75ffbef29acdf8e70750b9a04f66f"
     "da48351de7bbfd515720b0ec5cd736f9b73bdf8645024128b5d0926a4172b349b0fd2e929487a5edb94b142df923a697"
     "e7446acdacdba0a029e43d69111174dba2fe747122709a69ce69d5285e174a01a93022fea8318ac1"},
    {"ecdsa_secp521r1_sha512_test", 21, "appending 0's to sequence", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID,
     EDGE_P521_2, "313233343030",
     "30818802414e4223ee43e8cb89de3b1339ffc279e582f82c7ab0f71bbde43dbe374ac75ffbef29acdf8e70750b9a04f6"
     "6fda48351de7bbfd515720b0ec5cd736f9b73bdf8645024128b5d0926a4172b349b0fd2e929487a5edb94b142df923a6"
     "97e7446acdacdba0a029e43d69111174dba2fe747122709a69ce69d5285e174a01a93022fea8318ac10000"},
    {"ecdsa_secp521r1_sha512_test", 151, "replaced r by r + n", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2,
     "313233343030",
     "3081870242024e4223ee43e8cb89de3b1339ffc279e582f82c7ab0f71bbde43dbe374ac75ffbe97b3367122fa4a20584"
     "c271233f3ec3b7f7b31b0faa4d340b92a6b0d5cd17ea4e024128b5d0926a4172b349b0fd2e929487a5edb94b142df923"
     "a697e7446acdacdba0a029e43d69111174dba2fe747122709a69ce69d5285e174a01a93022fea8318ac1"},
    {"ecdsa_secp521r1_sha512_test", 154, "replaced r by -r", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2,
     "313233343030",
     "3081860241b1bddc11bc17347621c4ecc6003d861a7d07d3854f08e4421bc241c8b538a00410d65320718f8af465fb09"
     "9025b7cae2184402aea8df4f13a328c90648c42079bb024128b5d0926a4172b349b0fd2e929487a5edb94b142df923a6"
     "97e7446acdacdba0a029e43d69111174dba2fe747122709a69ce69d5285e174a01a93022fea8318ac1"},
    {"ecdsa_secp521r1_sha512_test", 157, "replaced r by r + 2**521", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID,
     EDGE_P521_2, "313233343030",
     "3081870242024e4223ee43e8cb89de3b1339ffc279e582f82c7ab0f71bbde43dbe374ac75ffbef29acdf8e70750b9a04"
     "f66fda48351de7bbfd515720b0ec5cd736f9b73bdf8645024128b5d0926a4172b349b0fd2e929487a5edb94b142df923"
     "a697e7446acdacdba0a029e43d69111174dba2fe747122709a69ce69d5285e174a01a93022fea8318ac1"},
    {"ecdsa_secp521r1_sha512_test", 168, "Signature with special case values r=0 and s=0",
     TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2, "313233343030", "3006020100020100"},
    {"ecdsa_secp521r1_sha512_test", 232, "Signature encoding contains incorrect types: r=0, s=0.25",
     TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2, "313233343030", "3008020100090380fe01"},
    {"ecdsa_secp521r1_sha512_test", 233, "Signature encoding contains incorrect types: r=0, s=nan",
     TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_2, "313233343030", "3006020100090142"},
    {"ecdsa_secp521r1_sha512_test", 295, "Edge case for Shamir multiplication", TB_SCHEME_ECDSA_SECP521R1_SHA512, VALID,
     EDGE_P521_2, "39353032",
     "308187024200b4b10646a668c385e1c4da613eb6592c0976fc4df843fc446f20673be5ac18c7d8608a943f019d962162"
     "54b09de5f20f3159402ced88ef805a4154f780e093e044024165cd4e7f2d8b752c35a62fc11a4ab745a91ca80698a226"
     "b41f156fb764b79f4d76548140eb94d2c477c0a9be3e1d4d1acbf9cf449701c10bd47c2e3698b3287934"},
    {"ecdsa_secp521r1_sha512_test", 296, "SpecialCaseHash", TB_SCHEME_ECDSA_SECP521R1_SHA512, VALID, EDGE_P521_2,
     "33393439313934313732",
     "308188024201209e6f7b6f2f764261766d4106c3e4a43ac615f645f3ef5c7139651e86e4a177f9c2ab68027afbc6784c"
     "cb78d05c258a8b9b18fb1c0f28be4d024da90738fbd374024201ade5d2cb6bf79d80583aeb11ac3254fc151fa3633055"
     "08a0f121457d00911f8f5ef6d4ec27460d26f3b56f4447f434ff9abe6a91e5055e7fe7707345e562983d64"},
    {"ecdsa_secp521r1_sha512_test", 297, "SpecialCaseHash", TB_SCHEME_ECDSA_SECP521R1_SHA512, VALID, EDGE_P521_2,
     "35333637363431383737",
     "308188024201c0832c973a455cac48a4439659aa21146036c52ec1514121c66714348a1c0e2c7099a2466d9acb49325a"
     "0cb509e5dff2efbcd90369d3027cbb7dca58a134278d05024200a426c063ab5cc6af20dd1ba8a519fac910183561598e"
     "67c0929e25f9c3aaeb245c5647fba21e30c103304dc6f49e6dec68a7833533e4e5448240bde023fe201eb9"},
    {"ecdsa_secp521r1_sha512_test", 419, "k*G has a large x-coordinate", TB_SCHEME_ECDSA_SECP521R1_SHA512, VALID,
     EDGE_P521_3, "313233343030",
     "3067022105ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf5024201ffffffffffffffff"
     "fffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47"
     "aebb6fb71e91386406"},
    {"ecdsa_secp521r1_sha512_test", 420, "r too large", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_3,
     "313233343030",
     "308188024201ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "fffffffffffffffffffffffffffffffffffffffffffffe024201ffffffffffffffffffffffffffffffffffffffffffff"
     "fffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386406"},
    {"ecdsa_secp521r1_sha512_test", 424, "small r and s", TB_SCHEME_ECDSA_SECP521R1_SHA512, VALID, EDGE_P521_4,
     "313233343030", "3006020101020101"},
    {"ecdsa_secp521r1_sha512_test", 444, "edge case modular inverse", TB_SCHEME_ECDSA_SECP521R1_SHA512, VALID,
     EDGE_P521_5, "313233343030",
     "308187024200aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa8c5d782813fba87792a"
     "9955c2fd033745693c9892d8896d3a3e7a925f85bd76ad02413766c66283b12cbccb593f39d32c356cb4ab940931bedf"
     "5d8053458cd26d03b1e9ba364d2056a8c3c7fd8b8f47ab8277adee9bc701ffe1fabde72a01dc098f76db"},
    {"ecdsa_secp521r1_sha512_test", 459, "point at infinity during verify", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID,
     EDGE_P521_6, "313233343030",
     "308188024200fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd28c343c1df97cb35bf"
     "e600a47b84d2e81ddae4dc44ce23d75db7db8f489c3204024200aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaaaaaaaaaaaaaaa8c5d782813fba87792a9955c2fd033745693c9892d8896d3a3e7a925f85bd76ad"},
    {"ecdsa_secp521r1_sha512_test", 494, "point duplication during verification", TB_SCHEME_ECDSA_SECP521R1_SHA512,
     VALID, EDGE_P521_7, "313233343030",
     "30818802420090c8d0d718cb9d8d81094e6d068fb13c16b4df8c77bac676dddfe3e68855bed06b9ba8d0f8a80edce03a"
     "9fac7da561e24b1cd22d459239a146695a671f81f73aaf024201150b0fe9f0dff27fa180cc9442c3bfc9e39523289860"
     "7b110a51bcb1086cb9726e251a07c9557808df32460715950a3dc446ae4229b9ed59fe241b389aee3a6963"},
    {"ecdsa_secp521r1_sha512_test", 495, "duplication bug", TB_SCHEME_ECDSA_SECP521R1_SHA512, INVALID, EDGE_P521_8,
     "313233343030",
     "30818802420090c8d0d718cb9d8d81094e6d068fb13c16b4df8c77bac676dddfe3e68855bed06b9ba8d0f8a80edce03a"
     "9fac7da561e24b1cd22d459239a146695a671f81f73aaf024201150b0fe9f0dff27fa180cc9442c3bfc9e39523289860"
     "7b110a51bcb1086cb9726e251a07c9557808df32460715950a3dc446ae4229b9ed59fe241b389aee3a6963"},
    {"ecdsa_secp521r1_sha512_test", 515, "y-coordinate of the public key is small", TB_SCHEME_ECDSA_SECP521R1_SHA512,
     VALID, EDGE_P521_9, "4d657373616765",
     "3081870242011c9684af6dc52728410473c63053b01c358d67e81f8a1324ad711c60481a4a86dd3e75de20ca55ce7a9a"
     "39b1f82fd5da4fadf26a5bb8edd467af8825efe4746218024134c058aba6488d6943e11e0d1348429449ea17ac5edf8b"
     "caf654106b98b2ddf346c537b8a9a3f9b3174b77637d220ef5318dbbc33d0aac0fe2ddeda17b23cb2de6"},
};
