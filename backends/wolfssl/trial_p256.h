/* trial_p256.h - a P-256 key, PKCS#8, and its self-signed certificate, for trials.  They were made for this and protect
 * nothing. */
#pragma once

static const char trial_p256_key[] = "-----BEGIN PRIVATE KEY-----\n"
                                     "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8InTtI3zrciyi/MA\n"
                                     "RS3IMuZy2X7tz9g5m/cj1KqZa2ihRANCAAQJrTrWkq7Yifjxlq0lDfpQns0+UPut\n"
                                     "wKTQVJeS6bjsULgfCv4im7M+R7QuK/fOQRx+REbSbpPE7mV0QeUsZZax\n"
                                     "-----END PRIVATE KEY-----\n";

static const char trial_p256_certificate[] = "-----BEGIN CERTIFICATE-----\n"
                                             "MIIBojCCAUegAwIBAgIUIhlK4gqvncIvjIf7OolYiPBxogwwCgYIKoZIzj0EAwIw\n"
                                             "GDEWMBQGA1UEAwwNdHJpYWwuaW52YWxpZDAgFw0yNjExMjMxMTM3MTRaGA8yMTI2\n"
                                             "MTAzMDExMzcxNFowGDEWMBQGA1UEAwwNdHJpYWwuaW52YWxpZDBZMBMGByqGSM49\n"
                                             "AgEGCCqGSM49AwEHA0IABAmtOtaSrtiJ+PGWrSUN+lCezT5Q+63ApNBUl5LpuOxQ\n"
                                             "uB8K/iKbsz5HtC4r985BHH5ERtJuk8TuZXRB5SxllrGjbTBrMB0GA1UdDgQWBBQl\n"
                                             "qm/rfudiZdfsJrJk5w9u5k4lNDAfBgNVHSMEGDAWgBQlqm/rfudiZdfsJrJk5w9u\n"
                                             "5k4lNDAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDXRyaWFsLmludmFsaWQw\n"
                                             "CgYIKoZIzj0EAwIDSQAwRgIhAI7AOwlVikIZnQbIBqDhOoks0fpy0a86pBu52sKl\n"
                                             "TFuEAiEA3Jj9XA0+oYWXUwl/OATpsP9WqPXFIvO5zWatzsWI7Es=\n"
                                             "-----END CERTIFICATE-----\n";
