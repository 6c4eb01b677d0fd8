/* schedule_values.h - made by schedule_values.py: inputs and results of the key schedules, hexadecimal. */
#pragma once
/* clang-format off */

static const char *const tls13_sha256_inputs[] = {
    /* shared secret */
    "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
    /* hash of nothing */
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    /* zeros */
    "0000000000000000000000000000000000000000000000000000000000000000",
    /* to ServerHello */
    "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8",
    /* to CertificateVerify */
    "edb7725fa7a3473b031ec8ef65a2485493900138a2b91291407d7951a06110ed",
    /* to the server's Finished */
    "9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13",
    /* to the client's Finished */
    "209145a96ee8e2a122ff810047cc952684658d6049e86429426db87c54ad143d",
};

static const char *const tls13_sha256_results[] = {
    /* early */
    "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a",
    /* derived 1 */
    "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba",
    /* handshake */
    "1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac",
    /* c hs */
    "b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21",
    /* s hs */
    "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38",
    /* derived 2 */
    "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4",
    /* master */
    "18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919",
    /* c ap */
    "9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5",
    /* s ap */
    "a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643",
    /* exp master */
    "fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50",
    /* res master */
    "7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c",
    /* c hs key */
    "dbfaa693d1762c5b666af5d950258d01",
    /* c hs iv */
    "5bd3c71b836e0b76bb73265f",
    /* s hs key */
    "3fce516009c21727d0f2e4e86ee403bc",
    /* s hs iv */
    "5d313eb2671276ee13000b30",
    /* c ap key */
    "17422dda596ed5d9acd890e3c63f5051",
    /* c ap iv */
    "5b78923dee08579033e523d9",
    /* s ap key */
    "9f02283b6c9c07efc26bb9f2ac92e356",
    /* s ap iv */
    "cf782b88dd83549aadf1e984",
    /* s finished key */
    "008d3b66f816ea559f96b537e885c31fc068bf492c652f01f288a1d8cdc19fc8",
    /* s finished */
    "9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718",
    /* c finished key */
    "b80ad01015fb2f0bd65ff7d4da5d6bf83f84821d1f87fdc7d3c75b5a7b42d9c4",
    /* c finished */
    "a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61",
};

static const char *const tls12_sha256_inputs[] = {
    /* pre-master secret */
    "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
    /* server random, client random */
    "75c2aae154ab1996f4190ffc65b5f2d367054d7c7c657bd3adab6292a30c0ea66b9822d47e8097a57e6e9324e7d7eeba"
    "4f2ce8ab365839599f806667692fce42",
    /* to ClientKeyExchange */
    "b3dd55abb554dd5283af0d59682e53218bc4d0b813696a306de237f810087c8d",
    /* before the client's Finished */
    "7dac42628bc3061cec06993f21ea22687edbc21d62b46d0be7e93377a35c103e",
    /* before the server's Finished */
    "6316af2235b8b52789bb8a75bb32f1fbb31b9a7a18f5a10ab5143ba93bebcc8b",
};

static const char *const tls12_sha256_results[] = {
    /* master */
    "4cc7fb8bd1a8a02c1fe9019c114ed4e4ce618f2d9602b7009b2692d286d824f6a0001adaba793c904e8c49b574dd1bb7",
    /* key block */
    "c53107be5e001f7c2b59c18fb9b91124be63e19a03b08d48044e839e2527569951f31b365e62b6a7",
    /* c finished */
    "3326aa35510822a08ee73c9c",
    /* s finished */
    "f507a0a613f45927af8a2a31",
};

static const char *const tls13_sha384_inputs[] = {
    /* shared secret */
    "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
    /* hash of nothing */
    "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
    /* zeros */
    "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
    /* to ServerHello */
    "c0062e2bb1144847eae628c786c8d18f53e2e49b8c9479618aa6a445b19a6fa4d9e0b3fdf008817bb11486c519139ce1",
    /* to CertificateVerify */
    "484f50e2bae2fb35afbb332e252cf98de5f4d1e82dacf9e36bd07a0a6c92b2fdb42ca8f0ec0565237979b646516607e0",
    /* to the server's Finished */
    "4e304bef86da837c732c33c17ff9210a95662179bb9efefcbef1e3f6e2c1b84e7d866e1730ec0be89faf4e94ab900299",
    /* to the client's Finished */
    "e9a965b063c1166450e88253a9c947d5ce1dc2eb66e582cd69bd99b1e1f4da27a1cb6a816797d09ea6c5c61cbaf8cd71",
};

static const char *const tls13_sha384_results[] = {
    /* early */
    "7ee8206f5570023e6dc7519eb1073bc4e791ad37b5c382aa10ba18e2357e716971f9362f2c2fe2a76bfd78dfec4ea9b5",
    /* derived 1 */
    "1591dac5cbbf0330a4a84de9c753330e92d01f0a88214b4464972fd668049e93e52f2b16fad922fdc0584478428f282b",
    /* handshake */
    "984e65f4ea6ac0dece14762ac3752b71867a045c60d3fe7808b31949d2ce27d3142e6da6d92a68437f77c26509ce0b2b",
    /* c hs */
    "fd64379aacf09b7f3c2c593a7820dfb031e65a14d980d28b856286a8b77f8cbc9699ea775ba3dca88dc1c296bb630093",
    /* s hs */
    "08402dc74293401ce53bd496b0fb5a07ff63bf44d71fe2d43dea503e66d40db654e1bd06ecca2a2903ebc1e2f5d19635",
    /* derived 2 */
    "274f8042ce84f6d2c5116c3a136b1f2def0bb636fd360f179729239c2106edbdbd49d85f2826069bba717e91e9fe721a",
    /* master */
    "2915f95014de3957dad1c2764430fa490ffbe027a09be69e4da30a27969b40081308dbd17cb65a35332215cfc8cf4a2f",
    /* c ap */
    "397187c399b274875dbefe419b180edd1277c1142961ed4775ab6c2b5e93a0946badeafbc8c84d6da9e64a1e07aafc5d",
    /* s ap */
    "95075519707bfdd11bf7a8e0e6b0a612c98cba252221e34c9feeee1c0696c383bbe6fbc87efce272e6810cbe339d75b4",
    /* exp master */
    "54b096f678ddee9c88056d7f2153e74a6b38f8b172938ba89fa847e34f28f480123b9adb76ea1b4fe9837f30add533d6",
    /* res master */
    "0e11de8b88c8615271e73d8e36f65b26bb448f1e98c4be4c70d03b9d72ef6391f1ebf946fdd0f41fcaf21e7f7d18781e",
    /* c hs key */
    "0da952d76550b5dc2309552051ebcf9d4a5e71a797f13ec682dec8dcc7a02782",
    /* c hs iv */
    "fa3d0b3b998c609395ba3f65",
    /* s hs key */
    "9662dae0d0932f80de5f86339c15d9362ca4b46e16790df14d5f5a3ffa083463",
    /* s hs iv */
    "f27fecae93ee6dd67bf1d047",
    /* c ap key */
    "5b6649cca72622f7015e0ed5b6cb1c70a00dc2ac9dd3ac2533104046a862b7d4",
    /* c ap iv */
    "c097d4f86dde463d6644f63e",
    /* s ap key */
    "053f39249a3f0d78da9ea999b7e41d00463485730205510ffba84f7281164a7f",
    /* s ap iv */
    "bbc7ed185f5d36b1ac73f6bf",
    /* s finished key */
    "eaa8c8563c0dd578e735ccab362b36210c2ecfd25f0f81f1d16ef0d8cdc4491f408beb072401b7a314956cc1cce7af91",
    /* s finished */
    "72b0fa0ed06a9ddbb6d47030ae1e8390d62ade6fd0ddac398c830f45a007ff0cbe2b9f0a6d58630a94b5bfda8157edbf",
    /* c finished key */
    "d4c3b8e58078068cb4465246a4833791316312d7320f4fb1df7e5a1c8308d9ecdb58632a3ed00aca7b79c27adc6f7b4d",
    /* c finished */
    "99091d98d232270be739e619c22723e4f46156a51b06d9ee7624db9ceca85c051ffd9b6781081eb6e078be0cf55e5c92",
};

static const char *const tls12_sha384_inputs[] = {
    /* pre-master secret */
    "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
    /* server random, client random */
    "75c2aae154ab1996f4190ffc65b5f2d367054d7c7c657bd3adab6292a30c0ea66b9822d47e8097a57e6e9324e7d7eeba"
    "4f2ce8ab365839599f806667692fce42",
    /* to ClientKeyExchange */
    "c0062e2bb1144847eae628c786c8d18f53e2e49b8c9479618aa6a445b19a6fa4d9e0b3fdf008817bb11486c519139ce1",
    /* before the client's Finished */
    "484f50e2bae2fb35afbb332e252cf98de5f4d1e82dacf9e36bd07a0a6c92b2fdb42ca8f0ec0565237979b646516607e0",
    /* before the server's Finished */
    "4e304bef86da837c732c33c17ff9210a95662179bb9efefcbef1e3f6e2c1b84e7d866e1730ec0be89faf4e94ab900299",
};

static const char *const tls12_sha384_results[] = {
    /* master */
    "b9ead23e6a1f25d8d4892dd324487d0beba15c98a9a4d8d35fcf72e9133b37b03173cb8619b116a835c6a465f277118a",
    /* key block */
    "73de47cc1dc5531027e76d78ec5e339c7e3757e7ae7e27f79771d0bcef41d755c7d626ea96600c1b4ea788521fe7f173"
    "3ceccde4547680db070f948a00bb9c99f645319dacf70633",
    /* c finished */
    "3b3fdc234522f09296b88ead",
    /* s finished */
    "8a33e216e159460c3025768d",
};
/* clang-format on */
