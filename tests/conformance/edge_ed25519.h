/* edge_ed25519.h - Ed25519: S at and above the order of the group, encodings that are not canonical. */
#pragma once
#include "core/iana.h"
#include "edge.h"

#define EDGE_ED25519_1                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEAfU0Of2FTpptiQrUiq77mhf2kQg+INLEIw72uNp71Sfo=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_ED25519_2                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_ED25519_3                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_ED25519_4                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEA/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_ED25519_5                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEAEA/fR/uU8VNqT3w/2ic4P6Azdaj1J8U35vFwPEf5T4Y=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_ED25519_6                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEASr+1NTE3BaZXABhEDN7Bo64z5R81IRL6asvQxrw+qFk=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_ED25519_7                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEATyFi5r8DpxLbDvpBi35wBuI4cdnX7FVaMTiFxK/ZY4U=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

#define EDGE_ED25519_8                                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MCowBQYDK2VwAyEABxfXXOJ+oYHtWjDmRWxkm1z0U6a0wSzT+f0Wsx4MJc0=\n"                                                   \
    "-----END PUBLIC KEY-----\n"

static const struct edge_signature edge_ed25519[] = {
    {"ed25519_test", 1, "Valid", TB_SCHEME_ED25519, VALID, EDGE_ED25519_1, "",
     "d4fbdb52bfa726b44d1786a8c0d171c3e62ca83c9e5bbe63de0bb2483f8fd6cc1429ab72cafc41ab56af02ff8fcc43b9"
     "9bfe4c7ae940f60f38ebaa9d311c4007"},
    {"ed25519_test", 2, "Valid", TB_SCHEME_ED25519, VALID, EDGE_ED25519_1, "78",
     "d80737358ede548acb173ef7e0399f83392fe8125b2ce877de7975d8b726ef5b1e76632280ee38afad12125ea44b961b"
     "f92f1178c9fa819d020869975bcbe109"},
    {"ed25519_test", 3, "Valid", TB_SCHEME_ED25519, VALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946b30d"},
    {"ed25519_test", 4, "Valid", TB_SCHEME_ED25519, VALID, EDGE_ED25519_1, "48656c6c6f",
     "1c1ad976cbaae3b31dee07971cf92c928ce2091a85f5899f5e11ecec90fc9f8e93df18c5037ec9b29c07195ad284e63d"
     "548cd0a6fe358cc775bd6c1608d2c905"},
    {"ed25519_test", 10, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000000000"},
    {"ed25519_test", 11, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "000000000000000000000000000000000000000000000000000000000000000001000000000000000000000000000000"
     "00000000000000000000000000000000"},
    {"ed25519_test", 12, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "0000000000000000000000000000000000000000000000000000000000000000ecd3f55c1a631258d69cf7a2def9de14"
     "00000000000000000000000000000010"},
    {"ed25519_test", 13, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "0000000000000000000000000000000000000000000000000000000000000000edd3f55c1a631258d69cf7a2def9de14"
     "00000000000000000000000000000010"},
    {"ed25519_test", 14, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "0000000000000000000000000000000000000000000000000000000000000000edffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffff7f"},
    {"ed25519_test", 15, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000000000"},
    {"ed25519_test", 16, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "010000000000000000000000000000000000000000000000000000000000000001000000000000000000000000000000"
     "00000000000000000000000000000000"},
    {"ed25519_test", 17, "special values for r and s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "3f",
     "0100000000000000000000000000000000000000000000000000000000000000ecd3f55c1a631258d69cf7a2def9de14"
     "00000000000000000000000000000010"},
    {"ed25519_test", 30, "empty signature", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374", ""},
    {"ed25519_test", 31, "s missing", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0"},
    {"ed25519_test", 32, "signature too short", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946"},
    {"ed25519_test", 33, "signature too long", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946b30d2020"},
    {"ed25519_test", 34, "include pk in signature", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946b30d7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa"},
    {"ed25519_test", 35, "prepending 0 byte to signature", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "007c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae"
     "7e39d4eef676573336a5c51eb6f946b30d"},
    {"ed25519_test", 36, "prepending 0 byte to s", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0007a9155711ecfaf7f99f277bad0c6ae"
     "7e39d4eef676573336a5c51eb6f946b30d"},
    {"ed25519_test", 38, "removing 0 byte from signature", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "546573743137",
     "93de3ca252426c95f735cb9edd92e83321ac62372d5aa5b379786bae111ab6b17251330e8f9a7c30d6993137c596007d"
     "7b001409287535ac4804e662bc58a3"},
    {"ed25519_test", 39, "removing 0 byte from signature", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374313236",
     "dffed33a7f420b62bb1731cfd03be805affd18a281ec02b1067ba6e9d20826569e742347df59c88ae96db1f1969fb189"
     "b0ec34381d85633e1889da48d95e0e"},
    {"ed25519_test", 40, "removing leading 0 byte from signature", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1,
     "546573743530",
     "6e170c719577c25e0e1e8b8aa7a6346f8b109f37385cc2e85dc3b4c0f46a9c6bcafd67f52324c5dbaf40a1b673fb29c4"
     "a56052d2d6999d0838a8337bccb502"},
    {"ed25519_test", 41, "dropping byte from signature", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374333437",
     "b0928b46e99fbbad3f5cb502d2cd309d94a7e86cfd4d84b1fcf4cea18075a9c36993c0582dba1e9e519fae5a8654f454"
     "201ae0c3cb397c37b8f4f8eef18400"},
    {"ed25519_test", 42, "InvalidEncoding", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "313233343030",
     "647c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b1d125e5538f38afbcc1c84e489521083"
     "041d24bc6240767029da063271a1ff0c"},
    {"ed25519_test", 43, "InvalidEncoding", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "313233343030",
     "677c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2bc108ca4b87a49c9ed2cf383aecad8f54"
     "a962b2899da891e12004d7993a627e01"},
    {"ed25519_test", 44, "InvalidEncoding", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "313233343030",
     "617c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b9ce23fc6213ed5b87912e9bbf92f5e2c"
     "780eae26d15c50a112d1e97d2ea33c06"},
    {"ed25519_test", 45, "InvalidEncoding", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "313233343030",
     "e57c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2bbb3eb51cd98dddb235a5f46f2bded6af"
     "184a58d09cce928bda43f41d69118a03"},
    {"ed25519_test", 46, "InvalidEncoding", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "313233343030",
     "657d1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2bcd237dda9a116501f67a5705a854b9ad"
     "c304f34720803a91b324f2c13e0f5a09"},
    {"ed25519_test", 47, "InvalidEncoding", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "313233343030",
     "657c1592402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b6b167bbdc0d881cc04d28905552c1876"
     "f3709851abc5007376940cc8a435c300"},
    {"ed25519_test", 63, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab067654bce3832c2d76f8f6f5dafc08d93"
     "39d4eef676573336a5c51eb6f946b31d"},
    {"ed25519_test", 64, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab05439412b5395d42f462c67008eba6ca8"
     "39d4eef676573336a5c51eb6f946b32d"},
    {"ed25519_test", 65, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab02ee12ce5875bf9dff26556464bae2ad2"
     "39d4eef676573336a5c51eb6f946b34d"},
    {"ed25519_test", 66, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0e2300459f1e742404cd934d2c595a625"
     "3ad4eef676573336a5c51eb6f946b38d"},
    {"ed25519_test", 67, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946b32d"},
    {"ed25519_test", 68, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946b34d"},
    {"ed25519_test", 69, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946b38d"},
    {"ed25519_test", 70, "SignatureMalleability", TB_SCHEME_ED25519, INVALID, EDGE_ED25519_1, "54657374",
     "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0679155711ecfaf7f99f277bad0c6ae7e"
     "39d4eef676573336a5c51eb6f946b38d"},
    {"ed25519_test", 80, "draft-josefsson-eddsa-ed25519-02: Test 1", TB_SCHEME_ED25519, VALID, EDGE_ED25519_2, "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
     "d25bf5f0595bbe24655141438e7a100b"},
    {"ed25519_test", 81, "draft-josefsson-eddsa-ed25519-02: Test 2", TB_SCHEME_ED25519, VALID, EDGE_ED25519_3, "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
     "387b2eaeb4302aeeb00d291612bb0c00"},
    {"ed25519_test", 82, "draft-josefsson-eddsa-ed25519-02: Test 3", TB_SCHEME_ED25519, VALID, EDGE_ED25519_4, "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
     "4a7c15e9716ed28dc027beceea1ec40a"},
    {"ed25519_test", 84, "Signature with S just under the bound", TB_SCHEME_ED25519, VALID, EDGE_ED25519_5,
     "124e583f8b8eca58bb29c271b41d36986bbc45541f8e51f9cb0133eca447601e",
     "dac119d6ca87fc59ae611c157048f4d4fc932a149dbe20ec6effd1436abf83ea05c7df0fef06147241259113909bc71b"
     "d3c53ba4464ffcad3c0968f2ffffff0f"},
    {"ed25519_test", 119, "regression test for arithmetic error", TB_SCHEME_ED25519, VALID, EDGE_ED25519_6,
     "321b5f663c19e30ee7bbb85e48ecf44db9d3f512",
     "f296715e855d8aecccba782b670163dedc4458fe4eb509a856bcac450920fd2e95a3a3eb212d2d9ccaf948c39ae46a25"
     "48af125f8e2ad9b77bd18f92d59f9200"},
    {"ed25519_test", 120, "regression test for arithmetic error", TB_SCHEME_ED25519, VALID, EDGE_ED25519_7,
     "c48890e92aeeb3af04858a8dc1d34f16a4347b91",
     "367d07253a9d5a77d054b9c1a82d3c0a448a51905343320b3559325ef41839608aa45564978da1b2968c556cfb23b0c9"
     "8a9be83e594d5e769d69d1156e1b1506"},
    {"ed25519_test", 121, "regression test for arithmetic error", TB_SCHEME_ED25519, VALID, EDGE_ED25519_8,
     "26d5f0631f49106db58c4cfc903691134811b33c",
     "9588e02bc815649d359ce710cdc69814556dd8c8bab1c468f40a49ebefb7f0de7ed49725edfd1b708fa1bad277c35d6c"
     "1b9c5ec25990997645780f9203d7dd08"},
};
