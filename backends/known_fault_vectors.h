/* known_fault_vectors.h - the vectors of known_faults.c: numbers from C2SP's Wycheproof; known_faults.h has the version
 * and the licence. */
#pragma once
#include "backends/known_faults.h"
#include "core/iana.h"

static const struct tb_fault_vector tb_x25519_vectors[] = {
    {.file = "x25519_test",
     .id = 7,
     .group = TB_GROUP_X25519,
     .private_key = "d03edde9f3e7b799045f9ac3793d4a9277dadeadc41bec0290f81f744f73775f",
     .peer = "0200000000000000000000000000000000000000000000000000000000000000",
     .secret = "b87a1722cc6c1e2feecb54e97abd5a22acc27616f78f6e315fd2b73d9f221e57"},
    {.file = "x25519_test",
     .id = 91,
     .group = TB_GROUP_X25519,
     .private_key = "c0697b6f05e0f3433b44ea352f20508eb0623098a7770853af5ca09727340c4e",
     .peer = "0200000000000000000000000000000000000000000000000000000000000080",
     .secret = "ed18b06da512cab63f22d2d51d77d99facd3c4502e4abf4e97b094c20a9ddf10"},
    {.file = "x25519_test",
     .id = 103,
     .group = TB_GROUP_X25519,
     .private_key = "60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f",
     .peer = "b7b6d39c765cb60c0c8542f4f3952ffb51d3002d4aeb9f8ff988b192043e6d0a",
     .secret = "0200000000000000000000000000000000000000000000000000000000000000"},
    {.file = "x25519_test",
     .id = 104,
     .group = TB_GROUP_X25519,
     .private_key = "60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f",
     .peer = "3b18df1e50b899ebd588c3161cbd3bf98ebcc2c1f7df53b811bd0e91b4d5153d",
     .secret = "0900000000000000000000000000000000000000000000000000000000000000"},
    {.file = "x25519_test",
     .id = 105,
     .group = TB_GROUP_X25519,
     .private_key = "60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f",
     .peer = "cab6f9e7d8ce00dfcea9bbd8f069ef7fb2ac504abf83b87db601b5ae0a7f7615",
     .secret = "1000000000000000000000000000000000000000000000000000000000000000"},
    {.file = "x25519_test",
     .id = 119,
     .group = TB_GROUP_X25519,
     .private_key = "e0a8be63315c4f0f0a3fee607f44d30a55be63f09561d9af93e0a1c9cf0ed751",
     .peer = "0200000000000000000000000000000000000000000000000000000000000000",
     .secret = "0c50ac2bfb6815b47d0734c5981379882a24a2de6166853c735329d978baee4d"},
};

#define RSA_2048_PEM                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAorRRoH0KpfluRVZxUTVQ\n"                                               \
    "UUqKW0YuvvcXCU+h/ugiJOY3+XRtP3yv0xh42AMltu9aFwD2WQO0aUKeidbqyIRQ\n"                                               \
    "l7WrOTGJ25JRLtincRoSU/rNIPecFegkfz0+QuRuSMmOJUov6XZTE6A+/48X4aAp\n"                                               \
    "OXofomqNzib0kO2BKZYV2YFMItphBCjgnH2WWFlCZvXAIdD87KCNlFoSvoLeTR7O\n"                                               \
    "a0wDFFtdNJXU7VQR64eNrwX9evw+Ca2g8RJkIvWQl1oZaYFvSGmLy7obTZyuedRg\n"                                               \
    "2Pn4Xnl1AF2bwixOWsD3waRdElaaYoB9O5oC5aUw53MGb0U9H1tMLpz3ggKD90K5\n"                                               \
    "1QIDAQAB\n"                                                                                                       \
    "-----END PUBLIC KEY-----\n"

#define RSA_4096_PEM                                                                                                   \
    "-----BEGIN PUBLIC KEY-----\n"                                                                                     \
    "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAlWNT7LdWGUXcVUTkYCRm\n"                                               \
    "B4yT8oUHcB/9OeKpgTyKyHQOatYclV1ITlE7Pc6lJ+ABoBjuLCB8GAapZ2MoAjbN\n"                                               \
    "PIIN/3mDfJtwnLS1ItPdvJGSJCJZxDvnXqJE03zPqKTHUCSiz3zHboQuppzHyhIn\n"                                               \
    "QFsHAEc4elBo5JduS47V+arde02wJPu4172KBA2PZhDBxusdS2Bt/RgiNdA2CIAw\n"                                               \
    "TVp1BgOvDEJLjI5tvBLDaX0tYJyXVH53Ti42LqltFpDclDIRLFNSWLPbLEwyrVEN\n"                                               \
    "bAetB4g1eIOGnvuLYpKYckhHklz0KzQ4a+cA8CkD21hSJ2vuI3CUHzl73DkF4wlk\n"                                               \
    "oLXnNgJwM0CWDD7WB4JjthHxl5Vf7M5LmjLkPNHS5eh8TOtl7ciFOn7jHSjhblrf\n"                                               \
    "+4rHt2D7/GPV8XT00JNkYduxLJZKa21s7nUuX8oatKn9I43T6IYKHXY9IBn557me\n"                                               \
    "12ZtTgOHEPkOAJO8VmmH1sAJL1cTducFs0LQZsVObiV4knuSwfCSjeROmm4fSbkH\n"                                               \
    "xqpPYF7Jw5jVXfgcZzc7A8yBEBYvtBf5b9MhBIZH38uzkkVRFc2RLqgzUYU+ahhS\n"                                               \
    "hGSIQq3L0l5nF0o7k7imTOLOneDoV3uLZizjLiVleCZl3Tjlu1/MT+EuQyDat3c7\n"                                               \
    "VFoJxtOdnbrUWfIfPmJO5u0CAwEAAQ==\n"                                                                               \
    "-----END PUBLIC KEY-----\n"

static const struct tb_fault_vector tb_rsa_vectors[] = {
    {.file = "rsa_signature_2048_sha256_test",
     .id = 244,
     .scheme = TB_SCHEME_RSA_PKCS1_SHA256,
     .pem = RSA_2048_PEM,
     .message = "313233343030",
     .signature = "ba0d3d34d59915be6351725300fff4617210fa767b6c48522900ce2e2c8f88b3f855bc9de7609603f2f405a81d3d6c1b"
                  "8ac05a79fd278bb9c6af6dc90a6323c5d77c0562cded072bb63e9ce533d9ca497479ecf7d75e6b6a4d4a86418909b865"
                  "21c5d6c7d5d634352d2ed6b15b16873f26b918e31b81e9363ad0ab373e7ac982e6aa3eccaa4cb6dbc1a807b73082dfac"
                  "6a5d7b2abbb0a8d3f12f3c8aac976fe66b44350a2b7a8840f53bcd1fe76d9a0bdec6c6eacfc2081b58c3e818f2e40bb8"
                  "d07b360c5fce83ece59267d39141c87807fdbee5b4ed5fc86e51111a57020211a593e4d91a6dd0ebde6317ebc12f52f4"
                  "05415527e7df07ba8af42ecbefc41d7d"},
    {.file = "rsa_signature_4096_sha256_test",
     .id = 245,
     .scheme = TB_SCHEME_RSA_PKCS1_SHA256,
     .pem = RSA_4096_PEM,
     .message = "313233343030",
     .signature = "a383d1cde0b2c420f15ed43655fff7017c9469e55d2127bb929fce56668c9c8b2b24ba96d5d64aa349a5c8256dd61826"
                  "cfa988cfda37ffbe8b663330128d5e1631b4467ffe3dbe130f87bfe555f18f5ec9d87f51e20074b88ac27377bf16c164"
                  "470297b9dcbd80b9527069501d56df224a5380ddf3ce7c29def3b5f73992a3506a23a97f2e24dd4bd28da50154b2831e"
                  "0f707b0f951e9a8e41a860880395dfa36d32d98b63d99264e40195774128572d9357b06c64729fad4b4e7e907637105d"
                  "2fce49fcb7c4814b839544d3494f2a9fcfb8e7f174115b6ef4fc4a5df6d711b97d17240a5b9b6a43df096e286a9974a1"
                  "9549aa752794053cc42208156b7e02a454aa4a8aecc7a51761369f79b795f20971d9818c7bb7da41f83829d094dfe705"
                  "7488027f74f00791cf0692bbbac2da60bfb7522f475f00510f5db99eb12712d16ea9d7b82258be18c2f74d6a4cd5e2c8"
                  "9ff38d8e137b3ffb21cb0a53c33a4e2eec1c9b875aa2b0e6be57c36c9ff8fad0db0d3d75be75b354e5c25a1cd525b465"
                  "0a2e0b4726a31c58b270e4a0944affe6803168a955deb59897810398bb4c103aec1f080e3b58fdd001d43fd8becb867c"
                  "efd70a59afef1587f9bcb7167331b44bf2561fe359ba50bc9c2432e17ecd6cd5e1329fcb2416bafdcf3b6ac0989c5c66"
                  "2d44acdf1029b564cc2a65034d3492f6375a4d253fabdbc6becafbf3ff973934"},
};

static const struct tb_fault_vector tb_ed25519_vectors[] = {
    {.file = "ed25519_test",
     .id = 85,
     .scheme = TB_SCHEME_ED25519,
     .pem = "-----BEGIN PUBLIC KEY-----\n"
            "MCowBQYDK2VwAyEAEA/fR/uU8VNqT3w/2ic4P6Azdaj1J8U35vFwPEf5T4Y=\n"
            "-----END PUBLIC KEY-----\n",
     .message = "6a0bc2b0057cedfc0fa2e3f7f7d39279b30f454a69dfd1117c758d86b19d85e0",
     .signature = "0971f86d2c9c78582524a103cb9cf949522ae528f8054dc20107d999be673ff4e25ebf2f2928766b1248bec6e9169777"
                  "5f8446639ede46ad4df4053000000010"},
};
