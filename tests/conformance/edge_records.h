/* edge_records.h - AEAD: GCM's counter at its end, Poly1305's arithmetic at its edges, tags that are wrong. */
#pragma once
#include "core/iana.h"
#include "edge.h"

static const struct edge_record edge_records[] = {
    {"aes_gcm_test", 1, "Ktv", TB_SUITE_AES_128_GCM_SHA256, VALID, "5b9604fe14eadba931b0ccf34843dab9",
     "028318abc1824029138141a2", "", "001d0c231287c1182784554ca3a21908",
     "26073cc1d851beff176384dc9896d5ff0a3ea7a5487cb5f7d70fb6c58d038554"},
    {"aes_gcm_test", 2, "Ktv", TB_SUITE_AES_128_GCM_SHA256, VALID, "5b9604fe14eadba931b0ccf34843dab9",
     "921d2507fa8007b7bd067d34", "00112233445566778899aabbccddeeff", "001d0c231287c1182784554ca3a21908",
     "49d8b9783e911913d87094d1f63cc7651e348ba07cca2cf04c618cb4d43a5b92"},
    {"aes_gcm_test", 4, "Pseudorandom", TB_SUITE_AES_128_GCM_SHA256, VALID, "bedcfb5a011ebc84600fcb296c15af0d",
     "438a547a94ea88dce46c6c85", "", "", "960247ba5cde02e41a313c4c0136edc3"},
    {"aes_gcm_test", 5, "Pseudorandom", TB_SUITE_AES_128_GCM_SHA256, VALID, "384ea416ac3c2f51a76e7d8226346d4e",
     "b30c084727ad1c592ac21d12", "", "35", "547c1e4ae88bb27e5638343cb9fd3f6337"},
    {"aes_gcm_test", 39, "special case", TB_SUITE_AES_128_GCM_SHA256, VALID, "00112233445566778899aabbccddeeff",
     "000000000000000000000000", "", "ebd4a3e10cf6d41c50aeae007563b072",
     "f62d84d649e56bc8cfedc5d74a51e2f7ffffffffffffffffffffffffffffffff"},
    {"aes_gcm_test", 40, "special case", TB_SUITE_AES_128_GCM_SHA256, VALID, "00112233445566778899aabbccddeeff",
     "ffffffffffffffffffffffff", "", "d593c4d8224f1b100c35e4f6c4006543",
     "431f31e6840931fd95f94bf88296ff6900000000000000000000000000000000"},
    {"aes_gcm_test", 41, "Flipped bit 0 in tag", TB_SUITE_AES_128_GCM_SHA256, INVALID,
     "000102030405060708090a0b0c0d0e0f", "505152535455565758595a5b", "", "202122232425262728292a2b2c2d2e2f",
     "eb156d081ed6b6b55f4612f021d87b39d9847dbc326a06e988c77ad3863e6083"},
    {"aes_gcm_test", 42, "Flipped bit 1 in tag", TB_SUITE_AES_128_GCM_SHA256, INVALID,
     "000102030405060708090a0b0c0d0e0f", "505152535455565758595a5b", "", "202122232425262728292a2b2c2d2e2f",
     "eb156d081ed6b6b55f4612f021d87b39da847dbc326a06e988c77ad3863e6083"},
    {"aes_gcm_test", 43, "Flipped bit 7 in tag", TB_SUITE_AES_128_GCM_SHA256, INVALID,
     "000102030405060708090a0b0c0d0e0f", "505152535455565758595a5b", "", "202122232425262728292a2b2c2d2e2f",
     "eb156d081ed6b6b55f4612f021d87b3958847dbc326a06e988c77ad3863e6083"},
    {"aes_gcm_test", 44, "Flipped bit 8 in tag", TB_SUITE_AES_128_GCM_SHA256, INVALID,
     "000102030405060708090a0b0c0d0e0f", "505152535455565758595a5b", "", "202122232425262728292a2b2c2d2e2f",
     "eb156d081ed6b6b55f4612f021d87b39d8857dbc326a06e988c77ad3863e6083"},
    {"aes_gcm_test", 91, "Ktv", TB_SUITE_AES_256_GCM_SHA384, VALID,
     "92ace3e348cd821092cd921aa3546374299ab46209691bc28b8752d17f123c20", "00112233445566778899aabb", "00000000ffffffff",
     "00010203040506070809", "e27abdd2d2a53d2f136b9a4a2579529301bcfb71c78d4060f52c"},
    {"aes_gcm_test", 92, "Ktv", TB_SUITE_AES_256_GCM_SHA384, VALID,
     "29d3a44f8723dc640239100c365423a312934ac80239212ac3df3421a2098123", "00112233445566778899aabb", "aabbccddeeff", "",
     "2a7d77fa526b8250cb296078926b5020"},
    {"aes_gcm_test", 93, "Pseudorandom", TB_SUITE_AES_256_GCM_SHA384, VALID,
     "80ba3192c803ce965ea371d5ff073cf0f43b6a2ab576b208426e11409c09b9b0", "4da5bf8dfd5852c1ea12379d", "", "",
     "4771a7c404a472966cea8f73c8bfe17a"},
    {"aes_gcm_test", 94, "Pseudorandom", TB_SUITE_AES_256_GCM_SHA384, VALID,
     "cc56b680552eb75008f5484b4cb803fa5063ebd6eab91f6ab6aef4916a766273", "99e23ec48985bccdeeab60f1", "", "2a",
     "06633c1e9703ef744ffffb40edf9d14355"},
    {"aes_gcm_test", 128, "special case", TB_SUITE_AES_256_GCM_SHA384, VALID,
     "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f", "000000000000000000000000", "",
     "561008fa07a68f5c61285cd013464eaf", "23293e9b07ca7d1b0cae7cc489a973b3ffffffffffffffffffffffffffffffff"},
    {"aes_gcm_test", 129, "special case", TB_SUITE_AES_256_GCM_SHA384, VALID,
     "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f", "ffffffffffffffffffffffff", "",
     "c6152244cea1978d3e0bc274cf8c0b3b", "7cb6fc7c6abc009efe9551a99f36a42100000000000000000000000000000000"},
    {"aes_gcm_test", 130, "Flipped bit 0 in tag", TB_SUITE_AES_256_GCM_SHA384, INVALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "505152535455565758595a5b", "",
     "202122232425262728292a2b2c2d2e2f", "b2061457c0759fc1749f174ee1ccadfa9de8fef6d8ab1bf1bf887232eab590dd"},
    {"aes_gcm_test", 131, "Flipped bit 1 in tag", TB_SUITE_AES_256_GCM_SHA384, INVALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "505152535455565758595a5b", "",
     "202122232425262728292a2b2c2d2e2f", "b2061457c0759fc1749f174ee1ccadfa9ee8fef6d8ab1bf1bf887232eab590dd"},
    {"aes_gcm_test", 132, "Flipped bit 7 in tag", TB_SUITE_AES_256_GCM_SHA384, INVALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "505152535455565758595a5b", "",
     "202122232425262728292a2b2c2d2e2f", "b2061457c0759fc1749f174ee1ccadfa1ce8fef6d8ab1bf1bf887232eab590dd"},
    {"aes_gcm_test", 133, "Flipped bit 8 in tag", TB_SUITE_AES_256_GCM_SHA384, INVALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "505152535455565758595a5b", "",
     "202122232425262728292a2b2c2d2e2f", "b2061457c0759fc1749f174ee1ccadfa9ce9fef6d8ab1bf1bf887232eab590dd"},
    {"chacha20_poly1305_test", 1, "RFC 7539", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "070000004041424344454647",
     "50515253c0c1c2c3c4c5c6c7",
     "4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a20496620492063"
     "6f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73"
     "637265656e20776f756c642062652069742e",
     "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
     "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
     "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"},
    {"chacha20_poly1305_test", 2, "Pseudorandom", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "80ba3192c803ce965ea371d5ff073cf0f43b6a2ab576b208426e11409c09b9b0", "4da5bf8dfd5852c1ea12379d", "", "",
     "76acb342cf3166a5b63c0c0ea1383c8d"},
    {"chacha20_poly1305_test", 3, "Pseudorandom", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "7a4cd759172e02eb204db2c3f5c746227df584fc1345196391dbb9577a250742", "a92ef0ac991dd516a3c6f689", "bd506764f2d2c410",
     "", "906fa6284b52f87b7359cbaa7563c709"},
    {"chacha20_poly1305_test", 122, "EdgeCaseCiphertext", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "000102030405060708090a0b",
     "00000000000000000000000000000000", "65b63bf074b7283992e24b1ac0df0d22b555dbe2254d94a43f1de748d3cc6f0d",
     "000000000000000000000000000000000000000000000000000000000000000039f4fce3026d83789ffd1ee6f2cd7c4f"},
    {"chacha20_poly1305_test", 123, "EdgeCaseCiphertext", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "000102030405060708090a0b",
     "00000000000000000000000000000000",
     "65b63bf074b7283992e24b1ac0df0d22b555dbe2254d94a43f1de748d3cc6f0d20c142fe898fbbe668d4324394434c1b"
     "18b58ead710aed9c31db1f2a8a1f1bb2",
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000000000f5eaa804605c3a4785f9d7f13b6f67d6"},
    {"chacha20_poly1305_test", 124, "EdgeCaseCiphertext", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "000102030405060708090a0b",
     "00000000000000000000000000000000",
     "65b63bf074b7283992e24b1ac0df0d22b555dbe2254d94a43f1de748d3cc6f0d20c142fe898fbbe668d4324394434c1b"
     "18b58ead710aed9c31db1f2a8a1f1bb24405c183af94ee1ad630cd931158a6213d48c8fff10d0a1f9ef760188e658802"
     "aad55e41a1d99069a18db55c56af7c10a6f21ecc8af9b7ce0a7ea0b67426e925",
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000000000000000000000000000000000000000009b5c43a78d954e8a3c659eebc13d5d55"},
    {"chacha20_poly1305_test", 125, "EdgeCaseCiphertext", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "000102030405060708090a0b",
     "ffffffffffffffffffffffffffffffff", "9a49c40f8b48d7c66d1db4e53f20f2dd4aaa241ddab26b5bc0e218b72c3390f2",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff37e3399d9ca696799f08f4f72bc0cdd8"},
    {"chacha20_poly1305_test", 146, "Flipped bit 0 in tag expected tag:f4409bb729039d0814ac514054323f44",
     TB_SUITE_CHACHA20_POLY1305_SHA256, INVALID, "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
     "000102030405060708090a0b", "000102", "", "f5409bb729039d0814ac514054323f44"},
    {"chacha20_poly1305_test", 147, "Flipped bit 1 in tag expected tag:f4409bb729039d0814ac514054323f44",
     TB_SUITE_CHACHA20_POLY1305_SHA256, INVALID, "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
     "000102030405060708090a0b", "000102", "", "f6409bb729039d0814ac514054323f44"},
    {"chacha20_poly1305_test", 148, "Flipped bit 7 in tag expected tag:f4409bb729039d0814ac514054323f44",
     TB_SUITE_CHACHA20_POLY1305_SHA256, INVALID, "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
     "000102030405060708090a0b", "000102", "", "74409bb729039d0814ac514054323f44"},
    {"chacha20_poly1305_test", 149, "Flipped bit 8 in tag expected tag:f4409bb729039d0814ac514054323f44",
     TB_SUITE_CHACHA20_POLY1305_SHA256, INVALID, "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
     "000102030405060708090a0b", "000102", "", "f4419bb729039d0814ac514054323f44"},
    {"chacha20_poly1305_test", 206, "EdgeCasePolyKey", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "000102030405060710abb165",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff",
     "dc8ce708bf26aab862d97e1b42f31ef38c382cf07174142ea564920612997b1c2e38aca2438b588d5459493e97e7fa33"
     "0ff9bc3b9458297ba0967d86ed090b435103478f2869b93ee29c837e95fb6b9903f3b735b7345428eb93b3db1d9b5187"
     "cebb889aa177d83e4f63fc9a5c0596eed939883d06aacdfdea44fdecdf5cb7fc",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc296436246c3a7c4b3ba09ab2a6a0889"},
    {"chacha20_poly1305_test", 207, "EdgeCasePolyKey", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "0001020304050607051e9373",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff",
     "931227274a89d0b3aade7fac62c96262c1e77b8dafd248f10ad37c6ccb69cb7131b041593c8bb8c3db38f39dd8a124c4"
     "24fce4389dede1d3cb9d46cf95970aea9856b6e313d756197baf4fcb58df275bca8a2188f9e8a1ad04354ede542ddc30"
     "e8b735b2f5905f5811799282be94ae842ec126c55d2e667235e9acf1d48798f0",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff99a3b0fff6fdcbcce9dc5820f2a64861"},
    {"chacha20_poly1305_test", 208, "EdgeCasePolyKey", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "0001020304050607048c3c5f",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff",
     "0df91f31230e8941e700a752fef08c897c511ed618fdf8a378a1f439013b40a48d4634c27d9ada7c0bb6f3fa92e34142"
     "5903d7ecd0c49bee4c77e84b11f1c721922308642885b813fae364da32eaf120d6a43a74fb1632443667bfea6eef1be7"
     "3eb1c3c0b5a57cee8dc4feed4a1fb9ae02f7b1695588c3c878451cb6ee0cb3dc",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeaff8f47ef9268fd0d94e8a9c4b78d24"},
    {"chacha20_poly1305_test", 209, "EdgeCasePolyKey", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "000102030405060703e76f6f",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff",
     "1fde9b9ec8b247d42bbee2016d6715ba428a85431430eada56a2c5dc944b6aa6cef0b056a2eecc51d30838e640615e14"
     "58e0943e30f91ba41b4362fa9ed6037b21d14da7b4f76f9f68fa8903138d563ce2590af1201c7cfec2290cfce98a822e"
     "bb8d1ed9dc4e20d241755aff91cdfd10fdb69efa0d5c8082692601cbfbb955c7",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff86ed21fda080a7d13981078d86b3e3cd"},
    {"chacha20_poly1305_test", 210, "EdgeCasePolyKey", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "00010203040506072dd4cd40",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff",
     "66115e67ecd3d4178c4c60e713ab4e5e66f8d1f971da17437a2b5e04fbca1671e847139a5f4e3f8e92d7a3b71eb4ff0e"
     "50354c0c1580af3662d5f8151e3f7e8264a0085c32ddfcbeb01a8be4c34d53319800ac4ef9d4e4014524bc7cd3387242"
     "e774f4d1a7a0521e42ec44844d0bd8b9d73fec959212fd7e8eacf4d984996d9b",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff34f9e0faa515eee0e784e6ef2678befa"},
    {"chacha20_poly1305_test", 211, "EdgeCasePolyKey", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "000102030405060726c6961b",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff",
     "e97244259af5a379238da0cad2a5f493655ec0e5024fd553bbb3deb66a94036d106c3d513407b2dd1cc5936c4c9c1e4f"
     "4b37b54dec261c601dc99e90680e23e2dc5c9a8d503d8bea49a8cdca3706bfd2a3daa0afb19a70fd3d355fc37c13f3f9"
     "e5c8d0864a5f80a780b36d4698ec2ce9ccc27b97ecbe672e41628ebd773acb81",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff3c94b9fe60bdb35c6b7b73b765083492"},
    {"chacha20_poly1305_test", 226, "edge case for tag", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f", "000102030405060708090a0b",
     "ffffffffffffffffffffffffffffffff415771fda4fbcc55c377f73203e60226",
     "e48caf8a76183327c9561a4651c07c822ccd1642c06607d0d4bc0afb4de15915dbfa3b0b422e77e15c64bf6247031f15"
     "fdb643117809821870000adf83834da5",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff000102030405060708090a0b0c0d0e0f"},
    {"chacha20_poly1305_test", 227, "edge case for tag", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f", "000102030405060708090a0b",
     "f1ffffffffffffffffffffffffffffff615af39eddb5fcd2519190d5507d3b06",
     "e48caf8a76183327c9561a4651c07c822ccd1642c06607d0d4bc0afb4de15915dbfa3b0b422e77e15c64bf6247031f15"
     "fdb643117809821870000adf83834da5",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff00000000000000000000000000000000"},
    {"chacha20_poly1305_test", 228, "edge case for tag", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f", "000102030405060708090a0b",
     "b5ffffffffffffffffffffffffffffff764e5d82ce7da0d44148484fd96a6107",
     "e48caf8a76183327c9561a4651c07c822ccd1642c06607d0d4bc0afb4de15915dbfa3b0b422e77e15c64bf6247031f15"
     "fdb643117809821870000adf83834da5",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"},
    {"chacha20_poly1305_test", 229, "edge case for tag", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f", "000102030405060708090a0b",
     "fdffffffffffffffffffffffffffffff2bdbf16d8ea4d39dab8dcb3d4bc4e104",
     "e48caf8a76183327c9561a4651c07c822ccd1642c06607d0d4bc0afb4de15915dbfa3b0b422e77e15c64bf6247031f15"
     "fdb643117809821870000adf83834da5",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffff00000080000000800000008000000080"},
    {"chacha20_poly1305_test", 230, "edge case for tag", TB_SUITE_CHACHA20_POLY1305_SHA256, VALID,
     "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f", "000102030405060708090a0b",
     "a9ffffffffffffffffffffffffffffffaccd5eb31d8fc909e84b0de7de23bb08",
     "e48caf8a76183327c9561a4651c07c822ccd1642c06607d0d4bc0afb4de15915dbfa3b0b422e77e15c64bf6247031f15"
     "fdb643117809821870000adf83834da5",
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffffffffffffffffffffffffff7fffffff7fffffff7fffffff7f"},
    {"chacha20_poly1305_test", 233, "Intermediate sum of poly1305 after processing112 bytes is 0x0",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "000102030405060710abb165", "ffffffff",
     "c68ce708bf26aab862d97e1b42f31ef37bb66f8090c149e452ec7f20327eb2ea2e38aca2438b588d5459493e97e7fa33"
     "0ff9bc23c897df6b00af86931d6c81555103478f2869b93ee29c837e95fb6b9903f3b72debfba2384baa48ceedfedb91",
     "e5ffffffffffffffffffffffffffffff0871bc8f1e4aa235087712d9df183609ffffffffffffffffffffffffffffffff"
     "ffffffe7a33009ef5fc604ea0f9a75e9ffffffffffffffffffffffffffffffffffffffe7a33009ef5fc604ea0f9a75e9"
     "3572162777262c518eef573b720e8e64"},
    {"chacha20_poly1305_test", 234, "Intermediate sum of poly1305 after processing112 bytes is 0x0",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "00010203040506072dd4cd40", "ffffffff",
     "40115e67ecd3d4178c4c60e713ab4e5e390ef93aeb61aa307f141323c38e0685fa47139a5f4e3f8e92d7a3b71eb4ff0e"
     "259445f4ffc31bce540190edd6ad207876a0085c32ddfcbeb01a8be4c34d5331eda1a5b6139750f973f0d4841baa2cb8",
     "d9ffffffffffffffffffffffffffffffa009d73c6544428cfac0b2d8c7bbef0bedffffffffffffffffffffffffffffff"
     "8a5ef60715bc4b07c92b9707376da105edffffffffffffffffffffffffffffff8a5ef60715bc4b07c92b9707376da105"
     "19532d9fa0b5fbd582aaeda830602f1d"},
    {"chacha20_poly1305_test", 235, "Intermediate sum of poly1305 after processing112 bytes is 0x0",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "000102030405060703e76f6f", "ffffffff",
     "19de9b9ec8b247d42bbee2016d6715babc286fd979807951b183a188930ad15edcf0b056a2eecc51d30838e640615e14"
     "890e659fd3028c904e65018fdfd6038333d14da7b4f76f9f68fa8903138d563c33b7fb50c3e7ebca970f6f89a88a82d6",
     "f9ffffffffffffffffffffffffffffff015d1565924f6c7418de9babf8be4407edffffffffffffffffffffffffffffff"
     "2e110e5e1c0468cbaad99c8abeffff07edffffffffffffffffffffffffffffff2e110e5e1c0468cbaad99c8abeffff07"
     "47e5d4294239db73b836c04070ff5b2d"},
    {"chacha20_poly1305_test", 236, "Intermediate sum of poly1305 after processing112 bytes is 0x1",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "000102030405060710abb165", "ffffffff",
     "c78ce708bf26aab862d97e1b42f31ef376209eef141691fba5d10eaf581affe62e38aca2438b588d5459493e97e7fa33"
     "0e73d2dc3bbd954989cb8433b7d6597b5103478f2869b93ee29c837e95fb6b990279d9d218d1e81ac2ce4a6e474403bf",
     "e4ffffffffffffffffffffffffffffff05e74de09a9d7a2aff4a6356b57c7b05ffffffffffffffffffffffffffffffff"
     "fe759118501a43cdd6a2064aa520adc7fffffffffffffffffffffffffffffffffe759118501a43cdd6a2064aa520adc7"
     "347216375f5b7b5c4e6bff4912fd9473"},
    {"chacha20_poly1305_test", 237, "Intermediate sum of poly1305 after processing112 bytes is 0x1",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "00010203040506072dd4cd40", "ffffffff",
     "49115e67ecd3d4178c4c60e713ab4e5ee02b87aeae8c3da8895f8cb0f6b9cc80f447139a5f4e3f8e92d7a3b71eb4ff0e"
     "cc4b7b803a5f8f4647df169080fe567a78a0085c32ddfcbeb01a8be4c34d5331047e9bc2d60bc471602e52f94df95aba",
     "d0ffffffffffffffffffffffffffffff792ca9a820a9d5140c8b2d4bf28c250ee3ffffffffffffffffffffffffffffff"
     "6381c873d020df8fdaf5117a613ed707e3ffffffffffffffffffffffffffffff6381c873d020df8fdaf5117a613ed707"
     "adbd2cafc8c8f0e51250e7b81c9d0a2d"},
    {"chacha20_poly1305_test", 238, "Intermediate sum of poly1305 after processing112 bytes is 0x1",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "000102030405060703e76f6f", "ffffffff",
     "1fde9b9ec8b247d42bbee2016d6715ba839f811ad0310c77052f45320b0d9560c4f0b056a2eecc51d30838e640615e14"
     "70d6b14fd209fedf261fd1d250d3478d2bd14da7b4f76f9f68fa8903138d563cca6f2f80c2ec9985ff75bfd4278fc6d8",
     "ffffffffffffffffffffffffffffffff3eeafba63bfe1952ac727f1160b90039f5ffffffffffffffffffffffffffffff"
     "d7c9da8e1d0f1a84c2a34cd731fabb09f5ffffffffffffffffffffffffffffffd7c9da8e1d0f1a84c2a34cd731fabb09"
     "232c882f7a1a2f808ccf26496cff5b3d"},
    {"chacha20_poly1305_test", 239, "Intermediate sum of poly1305 after processing112 bytes is 0x5",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "000102030405060710abb165", "ffffffff",
     "fc8ce708bf26aab862d97e1b42f31ef38b79403dfaabc0d8c18d23a3469c13e62e38aca2438b588d5459493e97e7fa33"
     "0a4b941e6b66fcc2ed7d8cb3e8cc7ffc5103478f2869b93ee29c837e95fb6b9906419f10480a8191a67842ee185e2538",
     "dffffffffffffffffffffffffffffffff8be933274202b099b164e5aabfa9705ffffffffffffffffffffffffffffffff"
     "fa4dd7da00c12a46b2140ecafa3a8b40fffffffffffffffffffffffffffffffffa4dd7da00c12a46b2140ecafa3a8b40"
     "30721677ff2eb8894e5a9d8492b7b0af"},
    {"chacha20_poly1305_test", 240, "Intermediate sum of poly1305 after processing112 bytes is 0xa",
     TB_SUITE_CHACHA20_POLY1305_SHA256, VALID, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "000102030405060710abb165", "ffffffff",
     "fa8ce708bf26aab862d97e1b42f31ef39bcbb8da477d580d772de4229bba7de22938aca2438b588d5459493e97e7fa33"
     "1e9dedf9dd64a0681bac2969549425bc5603478f2869b93ee29c837e95fb6b991297e6f7fe08dd3b50a9e734a4067f78",
     "d9ffffffffffffffffffffffffffffffe80c6bd5c9f6b3dc2db689db76dcf901f8ffffffffffffffffffffffffffffff"
     "ee9bae3db6c376ec44c5ab104662d100f8ffffffffffffffffffffffffffffffee9bae3db6c376ec44c5ab104662d100"
     "2b7216c7873744c20ec5e2cdb260d3fa"},
};
