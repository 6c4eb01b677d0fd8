/* edge_premaster.h - RSA key transport: padding, lengths and numbers that may not be told apart. */
#pragma once
#include "edge.h"

#define EDGE_RSAES_1                                                                                                   \
    "-----BEGIN PRIVATE KEY-----\n"                                                                                    \
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCzUQorzUzmRMW1\n"                                               \
    "lK5QWeErLwVLZY1dpZWaL98YcbgIvD3z5ijSeS5RqtXBJLQ72kU9ylzeS88o571O\n"                                               \
    "/7oMtLdCu7bVoBPLY9GqOongJifvU5i1LAz9l9IIq+uNfJvOC76wGaht21ib6yml\n"                                               \
    "t0v4YQdcZ3yB1DDwMMJlJHr508kUDMtlMJ0H4K3B79Fc8X57BV19o4aORkjMOhgP\n"                                               \
    "Duf44eexgJijORtM5xYemNV6+KlH4gGkY+LWu8qAWeVwbp3+2PSFZGX/pxLtGqGO\n"                                               \
    "iI0S3GqgnOlez8qDzFsLFdsJyGR/XVJMDy52IKNBa5YjytwPCXr1cyYcmMhACqEq\n"                                               \
    "845DythNAgMBAAECggEAGlAtDupse2niHVg5EB9wVFbtDvhS+0f+IQcfVMXzPIzr\n"                                               \
    "Bmxi1yfjLSbFgTcyn4nTGVMlt5UmTBldhUcvdQfb0JYdKVH5NaJrNPCsJNFUkOES\n"                                               \
    "iptxOJFbx9v6j+OWNXExxUOunJhQc2jZzrCMHGGYo+2nrqGFoOl2zULCLQDwA9nx\n"                                               \
    "nZbqTJr8v+FEHMyALPsGifWdgExqTk9ATBUXR0XtbLi8iO8LM7oNKoDjXkO8kPNQ\n"                                               \
    "BS5yAW51sA01ejgcnA1GcGnKZgiHyYd2Y0n8xDRgtKpRa84Hnt2HuhZDB7dSwnft\n"                                               \
    "lSitO6C/GHc0ntO3lmpsJAEQQJv00PreDGj9rdhH/QKBgQDsElzzfjEKL/RiY7my\n"                                               \
    "4GKdY5AAXsiJE9T7cb1N2FYSRJiq66mD17or2ULmTSI/63ojr01gXv7qa9cNOa/p\n"                                               \
    "nTWjqhXnShdod4CTvg7dSo0Jst723Jtn/4V2RiXC4ZI220xAHOMKJXLT7LT5abet\n"                                               \
    "GcUiwC13RGVnbho3dsVNYkg0iwKBgQDCdCq82Yl71LC2cflz/IKo+Eq/VwX/iN1B\n"                                               \
    "lIYjr+ncpg3GVDOQdn/q6+tTlXbui/phtfy8qUp873WgkVDFQPqWlN2ABK0jcYyI\n"                                               \
    "kEkhk2nJn0RY1K/BSPbwffhzJKltnPezhd2GIkFKGDL58pRG8FDC1aZAdkncQatw\n"                                               \
    "4js9zCLJhwKBgQCWqXmNJQJjQAu2J3NCiBYn4Hzs35EYewG4n/RzFBiKfCD7JIAB\n"                                               \
    "VtLIXVZm6N9s7/n5gE3frYD/V2feVuzAKccr9scX359k2q/Cms+dx5CPmgrWfiDo\n"                                               \
    "lJk2zLoY0CGixP67BDSaKyBHxJAThbbl0MaR0RizP4GAKzKsJy7wnkL61QKBgAVU\n"                                               \
    "9BsLh/aKRXIrO+DPSrHhZQNMGpEAKrjynp754tq2/ueyRVuvtCA36dL35TPzSKFH\n"                                               \
    "QS/XIIC+fCYz9dgCyRw55rzs4+Z15ZmVAzxVc3Ag2tnosw0EuCit+5MErVShGjWk\n"                                               \
    "9QcJh2rFsRgja6dqTXyaKR3ZYHsWneHRgjhWkZmfAoGAHGQBidm/6MYjgzIQp2xC\n"                                               \
    "DG9E5ddg4lmRbOwq4rFWRWlg/ZXidHZgw4lWIlDwVQSc+rflwwOVSThKeiquscgk\n"                                               \
    "069wlIKoz5tYcCKgCx8HIttQ8zyybcIN0iRdUmXfYe4pg8k4whZ9zuEh/EtEecI3\n"                                               \
    "5yjPYzq2CowOzQT85+O6pVk=\n"                                                                                       \
    "-----END PRIVATE KEY-----\n"

static const struct edge_premaster edge_premasters[] = {
    {"rsa_pkcs1_2048_test", 2, "Message of length 20", VALID, EDGE_RSAES_1,
     "a9acec7e58761d9191249ff7ea5db499cadccc51d29f8e7fd0aa2cb9962095626f1cadae29666f04ce2afd4b650be59d"
     "071d06446d59107eb508cc60545727b0567dfb4f2f94ca60b939c60be111172f367dfd235516e4a60061648c67f55366"
     "50821ac2a60744be3cf6befa8f66e76a3e7c5fbc6dfa4dda55ecbdbffdc98d610de5667a4f485f6168b52bbe470e6014"
     "253874ce7b78e509937e0bc5f02857e1ad3cf55139bbe6dc7ac4b1ed5097bf781b7671ca9bb58187aa6c71c58ac0561c"
     "5aacf96c35deb24e395b6823de7fc96b8031b5906a34c4dc57e4f1226157b9abd849e1367dda014fbf9ed4ca515a7a04"
     "cf87787945007e4f63c0366a5bbc3489",
     "0000000000000000000000000000000000000000"},
    {"rsa_pkcs1_2048_test", 8, "Longest valid message size", VALID, EDGE_RSAES_1,
     "7e151b7b34e3b4abe045cf708640e61501c50fdca629aeca10259d45d15eeec6a2008b6336f57021ac6fdad9a6b29d65"
     "f098abff76f93722a8e23fb5e153db075005575dad6adccb7c020cd741c3419946b82d369a07fad5b0d55d51774f8991"
     "bd65e9e828d8f5a989c866a024a4a78434e9affd0af2c72f9185d450b627008a8a0968fc6373ca340410306a58921cce"
     "1207bb6f6c14e3d1f214304f9f6bb9199909e1610322e834b0ce9f55b1835d7623b82ef548545f984ea5146625015934"
     "4dde902a0f021ba4baf26b16d8c6a42003f4d5dcae531187dc7e3f87c9e04470599eb623e04fca266e86f98cabb68660"
     "04e7fc80b36c3977456e51eb64f4b65f",
     "787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
     "787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
     "787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
     "787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
     "787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
     "7878787878"},
    {"rsa_pkcs1_2048_test", 9, "The padding string is all 0", INVALID, EDGE_RSAES_1,
     "6e0d507f66e16d4b7373a504c6d48692aaa541fdd59eeb5d4a2cd91f6000ce9b5734a232d6541a78729ac82152d3a30b"
     "51950a24ae379a108ed20fa4ec7542fe2281c2dd5de685564d15182f3c73e9c0135ebc993f5acd240a343d3257997582"
     "328c31be215c7349375406aa78a3ac35327226839bee2f1a4a0f8e6e06986cb33806c93e0b0c1d6cfd23f4a68c1f2a38"
     "c74b8df70f280984a840c710c52279034d04f61e313d4bcd8b3b5c58468a44565a1acb2eefc6d49044be7163e64ed84b"
     "5e7991ecba274a3a7ee4defb842a86ac4cbf2d3bfc9cf870ae025a3e2fbc775916a59579763c06eb84ad8edd1d03787e"
     "609ad446de43ebed16330ab06716fa73",
     "54657374"},
    {"rsa_pkcs1_2048_test", 10, "The padding string is all 1 bits", VALID, EDGE_RSAES_1,
     "633546723d13ef2712561abfa5b477a36ce7c8dc5a9f43589ea289a15f749c89e4e3ba3ca6a615333e9bb5ff3efb62b3"
     "2e7f11870c8bbeffe884a5ef2b1006045bd97bb29699084dac4212c217e10113232683445091fa7224abc02ad37feaf1"
     "0d5b4af6f288fa01d85bcd944bf411ac56c0b7bf1037452f540f286114b14b2208fb4282b6829c594aa27ad5ef1dc67b"
     "5696ed2a4b9a4ee2354cc05315fff5e8a4e0e75675c1eed34d46effa73ea96e748340771dfec01dae937edd8924ece84"
     "70542a8251c31e9130e2c5f80152b4c66111df52f7e5f9b40835b44bf8e8e273b075dc04f758a30c24dc2c2abeaf639f"
     "4fca4dacd509250378ad0e5276374b99",
     "54657374"},
    {"rsa_pkcs1_2048_test", 12, "Byte 0 of the padding string is 0. All bytes should be non-zero", INVALID,
     EDGE_RSAES_1,
     "6a8b8c01247d9d4d1c3bbaac58e077e37926854dc8bdb58fb7b98979ba9102934469836480a0b96a5b452e54dff55e77"
     "b52dc1cb93656f6802b7fbe06ca0923e38e549dabcdbce909fdd10d677d896384af75e7146794bfa009ebbb2d6890b1c"
     "fcad4698d297c759b0a01151bdfe1d48cf92e80896be923d02371930cafb155e543d9a21e52faf2395234e65d575fa9f"
     "5276c80ae4cd6ec18ac6d954ad043d2a46932763ca44476180b397215d95651fba63220998e06ab2dcc4935dadaae866"
     "0ac8c6356b871e0b1397af20d6fe937c3211e21559a3d0eb39c2949a96611b13740ae0c26ce67c373a9225a3c1773ec6"
     "62ca20dee620c0acef1475b362ee9b9f",
     "54657374"},
    {"rsa_pkcs1_2048_test", 16, "The padding string has been removed", INVALID, EDGE_RSAES_1,
     "25f67bc6c1320a13fa91a23d4d1801cc73594161a7f344ffa195d6dd1894c1e39d6cd81866462d05e0e16c02459a3f1d"
     "c5f0ecc52657f70385fd0b33de214216a2298b4814550af1ecd929170bc69b74e08299bea50de33021468f4fe2a2e4a4"
     "3233d6872d15379ccea03450145d909c5eb11ca5f524e17b2065768b9bb06438e81b0b8ca816bfcc7eddcffba59b33e2"
     "a0b4ad8df215c2eafa240e553f1526dad66038e54f305a6d3fd6460e781239c9dc424ab6df7f75bb4327d873d0e8d7ec"
     "ab1b09b8779cb841e002ee45f8dbebd2d483de2d7136ae7e350580dc8a48bcd6359a677bccd689bbdf879f2520d8976f"
     "c2b92e64dda8e7399719a13b8182c739",
     "54657374"},
    {"rsa_pkcs1_2048_test", 17, "The block type is 0", INVALID, EDGE_RSAES_1,
     "371e281730bbc289cd77a64ab49b370ed7900c48f5625615ff28beeeeabc860b4673ab16003fd5e13c89c8b6a0e5c9b7"
     "32044981ddf2bc45d4613bf409cb2e98123ceb661c1093773d71c67fd198288d6e9b832596894834c3955799ea20e242"
     "b632335baf8e8787c104499fb5d0eaa331f05a8b46383dd13cc05f0518d05d9b03bdfdc2dbc9299a04210c33f5dbed37"
     "79fb1548ead0022622234a6a2ffe5ca42a43db40f272d6633c7151360b5b90e135283a6aaf69b0491edda637dea0989e"
     "3a5dd0c3aac267074662443c37ce1b3fd4b2e9743fb0d00dc136d8df10b6fd0b60d30c1399ab52d75e2db559d8faefc4"
     "5008c2d9100ed08caa88bdc11aea04df",
     "54657374"},
    {"rsa_pkcs1_2048_test", 18, "The block type is 1. This block type is used for signatures", INVALID, EDGE_RSAES_1,
     "92210e5bbf24d2cd9527f6e24ffafafdfee242b146539f3731715fff42092cc8f5a1a4919417c9df9a5a32e61201f435"
     "4a87ab06e97f827f69e6cc13e7b9c79515145f210713523e6f64def697406a4929b2e09c31890b695b7b8bb851a22c7b"
     "541c5dc53cc75954c0246eae5a12af304133f4dcdb90f8c6f54847165612f7ef70f51dd493899d6e09ae9fed16fb1f12"
     "25d09750177893c5e5482e3cd427931ffd3fef3e901d51f39aa17e34443a34754533a887474e19213a5e24298071495d"
     "18c6ac77dece094c56bb34ed8274f5d75f99162a58dfc4240f5393baae58f484ef0a0259b56ad647ad81fe88c91b75a3"
     "6b1acc67a56ec379bba03a8be91dc0cd",
     "54657374"},
    {"rsa_pkcs1_2048_test", 20, "The first byte of the encoded message is 1", INVALID, EDGE_RSAES_1,
     "794ab724aeb176c4415a597e9d69cb567cece4479e6e4c9c19530b0877b53719d7f6318be8e970874c4be19984c63282"
     "5dee7a38561a6904e23c776ccce71128847c24d5609e6790e3c9112393660ffd208771916d2e80d2c2fb35ff7936bab6"
     "c03e07646f15d09a88fd2ff8e70b624c66da4eb7dae241907ef328697c219d1ff347ada945e24ab526b6cea4e6b7f386"
     "560ab56f16751f6e2de0f7922a8946ae9afb9ce95369418f540163827f452f5d2a5029a1ce417453324eb015fd83ca21"
     "47331c02c762c457fc52ca5f097610c60430b69b6b0fc1c0877513bdb51923bca03e9af9174d3094530a007253958bfe"
     "d03606e6f75cb5854443eaa363614116",
     "54657374"},
    {"rsa_pkcs1_2048_test", 23, "The byte after the padding string is not 0", INVALID, EDGE_RSAES_1,
     "4629027bfdd6c33abda030f0cb3ac1b55bddddd11292520f142248bbd1efad14adcb7ec50d278471f4a98dc9a674c202"
     "d823677d2606cd639fda443d7c14f0aa35f472189abe1b639f0856743212aab46ae35160ab4e6c08a20e5b82210b07b6"
     "eed11a315ef1b1f831b52bfd3abc06382b51c41a665ca6428e4bb6bd0df7895d056b8c17093e73c8129916e3abab3f61"
     "ce9a94c9d2fd30902076104b0e7fbde8da601f6c1bcc56a0100104848da6e9fbb28d893274b40885b3003ec7781aa710"
     "c83fbf4d4bc197630b1455853c4d6d6050011a7f7377e9034d29e4396f52b24ee6875feef883274cb0842b4b177d3fa3"
     "b416095c6ff96f6de0d9123dd9ce6d31",
     "54657374"},
    {"rsa_pkcs1_2048_test", 26, "m = n-2", INVALID, EDGE_RSAES_1,
     "50bc2c3ad07baf0bb9037b704b4e81c97003c7ce644ac8ed0c52ef9b1d7f825695f44a46e204786e6f7fe52cf01ab4f0"
     "98e438a1125a79f2e3f76add9a8e9ebf175e92c5aa81e99abd17c6871b26de6b40f81c45d43194136f687545a33d590c"
     "aeed0916deea9cb44ef815aa1695d9f7178dfb47b4805b3e2f47ec1e3de933e5b3de2950dbf702f3d09d7120ff94f430"
     "82409169beb5814955e445aa4914ecafbb36efc82aeda8b5d005f042f7a58d50f06763681d40a88119fa4d7b21e4a372"
     "701de8f5a4ef18e30e99f4126fd031af5aa28cf4316b03150a2e0a66355ce17124b13bc586e918116c2355f3169c186a"
     "80a85c1302fe01b33d01fd3c61fba0e9",
     "54657374"},
    {"rsa_pkcs1_2048_test", 27, "c = 0", INVALID, EDGE_RSAES_1,
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000000000",
     "54657374"},
    {"rsa_pkcs1_2048_test", 29, "c = n-1", INVALID, EDGE_RSAES_1,
     "b3510a2bcd4ce644c5b594ae5059e12b2f054b658d5da5959a2fdf1871b808bc3df3e628d2792e51aad5c124b43bda45"
     "3dca5cde4bcf28e7bd4effba0cb4b742bbb6d5a013cb63d1aa3a89e02627ef5398b52c0cfd97d208abeb8d7c9bce0bbe"
     "b019a86ddb589beb29a5b74bf861075c677c81d430f030c265247af9d3c9140ccb65309d07e0adc1efd15cf17e7b055d"
     "7da3868e4648cc3a180f0ee7f8e1e7b18098a3391b4ce7161e98d57af8a947e201a463e2d6bbca8059e5706e9dfed8f4"
     "856465ffa712ed1aa18e888d12dc6aa09ce95ecfca83cc5b0b15db09c8647f5d524c0f2e7620a3416b9623cadc0f097a"
     "f573261c98c8400aa12af38e43cad84c",
     "54657374"},
    {"rsa_pkcs1_2048_test", 30, "c = n", INVALID, EDGE_RSAES_1,
     "b3510a2bcd4ce644c5b594ae5059e12b2f054b658d5da5959a2fdf1871b808bc3df3e628d2792e51aad5c124b43bda45"
     "3dca5cde4bcf28e7bd4effba0cb4b742bbb6d5a013cb63d1aa3a89e02627ef5398b52c0cfd97d208abeb8d7c9bce0bbe"
     "b019a86ddb589beb29a5b74bf861075c677c81d430f030c265247af9d3c9140ccb65309d07e0adc1efd15cf17e7b055d"
     "7da3868e4648cc3a180f0ee7f8e1e7b18098a3391b4ce7161e98d57af8a947e201a463e2d6bbca8059e5706e9dfed8f4"
     "856465ffa712ed1aa18e888d12dc6aa09ce95ecfca83cc5b0b15db09c8647f5d524c0f2e7620a3416b9623cadc0f097a"
     "f573261c98c8400aa12af38e43cad84d",
     "54657374"},
    {"rsa_pkcs1_2048_test", 31, "ciphertext not reduced", INVALID, EDGE_RSAES_1,
     "0ac6c14d67716199a68880364156f49ed0dabec4fd470c709440004ecf94b8aac75aceaf22a363dd8e6a863d981b4db4"
     "a61cadd9196b2a81c7982c49457a0aea817936e4f5dfe6c7ef3693fe537dca4146d5b9fdd4ec5369f79d4d2a4e701a01"
     "c04c2992d2062e7ff784a660951e58cc502a819fdff9d904a9e67d99c626162b909482c84bd152f0df04fa56ef567667"
     "e76f6ede71a1c261687ab1f2c49de36a56e0ff7122885a775c2025fbc914bd1aa4df2dfdfb57238d05059c58f4fe3eab"
     "d24c2780ccd352ffc83c1b03a2f82bcd2f2b0cd2498fd79c1482467e009ebafc965376ff1df60775e5508f2ed4cca2bc"
     "20469c27a484866af41476b06a95dc9400",
     "54657374"},
    {"rsa_pkcs1_2048_test", 32, "ciphertext is empty", INVALID, EDGE_RSAES_1, "", "54657374"},
    {"rsa_pkcs1_2048_test", 35, "truncated ciphertext", INVALID, EDGE_RSAES_1,
     "01b4d669e01b9ef2dc800aa1b06d49196f5a09fe8fbcd037323c60eaf027bfb98432be4e4a26c567ffec718bcbea977d"
     "d26812fa071c33808b4d5ebb742d9879806094b6fbeea63d25ea3141733b60e31c6912106e1b758a7fe0014f075193fa"
     "a8b4622bfd5d3013f0a32190a95de61a3604711bc62945f95a6522bd4dfed0a994ef185b28c281f7b5e4c8ed41176d12"
     "d9fc1b837e6a0111d0132d08a6d6f0580de0c9eed8ed105531799482d1e466c68c23b0c222af7fc12ac279bc4ff57e7b"
     "4586d209371b38c4c1035edd418dc5f960441cb21ea2bedbfea86de0d7861e81021b650a1de51002c315f1e7c12debe4"
     "dcebf790caaa54a2f26b149cf9e77d",
     "54657374"},
};
