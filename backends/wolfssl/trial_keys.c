/* Keys and certificates for the trials of `supports`.  They were made for this and protect nothing. */
#include "backends/wolfssl/trial.h"
#include "backends/wolfssl/trial_p256.h"
#include "backends/wolfssl/trial_rsa_key.h"
#include "core/iana.h"
#include <string.h>

static const char p384_key_pem[] = "-----BEGIN PRIVATE KEY-----\n"
                                   "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDANR2jqZQJOv8OG5+Hy\n"
                                   "pOMZU3/uh5MKGn2jubY7jnW4uhuu9ZuUlpMW/YiP5nN2ln+hZANiAATRb1L+Ef+h\n"
                                   "P7vk0Hsnur4iJE2LdtSgWRFktGEmmqoKxOoqm+sNaLIqXHS8xP7XNgJ9YucAkKk/\n"
                                   "JREK34hTITFR0532vewqy6S321E9xYm36tyAXfQD9zptO6K60xMkIRI=\n"
                                   "-----END PRIVATE KEY-----\n";

static const char p521_key_pem[] = "-----BEGIN PRIVATE KEY-----\n"
                                   "MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBYgcAvq3DwgZgMWpx\n"
                                   "RQhLiabhWUxQdMUKywlTFqrs1ySxSQCaB/Zn7E55/t5xe0mD9oOyFDK97/BPTAsk\n"
                                   "IMkBZcqhgYkDgYYABAHv8AEX5OQlgLYkBUpTwPuhG7u8A+RpXF2xifutd/GLmUEd\n"
                                   "uvQhEg/QqaPfqhcY8Nksz0d7W9JlJSg7LDfQJc6f4AAhySJA+HOSx0qPHMIe5dml\n"
                                   "68j1tEWxptUINerOXWegtDpXPCI+/uJlV1FW0/DssH2mr5J3EXDnH9InoWOwv7vZ\n"
                                   "MA==\n"
                                   "-----END PRIVATE KEY-----\n";

static const char ed25519_key_pem[] = "-----BEGIN PRIVATE KEY-----\n"
                                      "MC4CAQAwBQYDK2VwBCIEIHXkCSzQPHGRCQV58byS1XUWQEvnwjnGoD3+4+L6dgid\n"
                                      "-----END PRIVATE KEY-----\n";

static const char rsa_certificate_pem[] = "-----BEGIN CERTIFICATE-----\n"
                                          "MIIDLTCCAhWgAwIBAgIUJs5iidaSD1CrPrgalemqVfhD1VMwDQYJKoZIhvcNAQEL\n"
                                          "BQAwGDEWMBQGA1UEAwwNdHJpYWwuaW52YWxpZDAgFw0yNjExMjMxMTM3MTRaGA8y\n"
                                          "MTI2MTAzMDExMzcxNFowGDEWMBQGA1UEAwwNdHJpYWwuaW52YWxpZDCCASIwDQYJ\n"
                                          "KoZIhvcNAQEBBQADggEPADCCAQoCggEBAMcFUq3dIllkeuBuMml6/hmdVlAkK8XM\n"
                                          "Lckv2jasam3CPBs0hUQiwjxLS+Oy7c7pKP+MHesgc44eFtWbZbC255wxthhkjkWj\n"
                                          "jMR3eZ6ds/rsNeQf8yzvd4+TM+K/T3d6/IdDespWWBmvXcT45OMq3yKBvAVNu+2s\n"
                                          "f7bUcwU0gl7l1Of/vgaizq9HV9nKH+3+zu8NeFGe/y587zUi6PKuYc5gf9Bf9Zrw\n"
                                          "3N0z9bBPD5CWZoUZwEe6ayU4wFtOyN+OaVkkDFVuHKsEAvUVY2+hwJ1eVS9M9Wqq\n"
                                          "uopLehijcRioHM2D+SVHOSnB7OI2nC0XRryXJQwckfjxNqjwldNppHsCAwEAAaNt\n"
                                          "MGswHQYDVR0OBBYEFBZUupOj4VMKmwwtaGjITs4dd3usMB8GA1UdIwQYMBaAFBZU\n"
                                          "upOj4VMKmwwtaGjITs4dd3usMA8GA1UdEwEB/wQFMAMBAf8wGAYDVR0RBBEwD4IN\n"
                                          "dHJpYWwuaW52YWxpZDANBgkqhkiG9w0BAQsFAAOCAQEAoI4IyTa7uaTPdDLOdmAd\n"
                                          "7XBvjgKT2MgzWYcal07Y3tPFsRgMFLQ7XhkEqzaMRXPupOFZol/NZpHrYSXB4Hya\n"
                                          "bgqFTup/fzxSTFv9TcY9yQq3DGKXmmQNU4ZrR91kzdaxc1MHdmQ8ziivcFSg7+yi\n"
                                          "v2v3BjuPMjHdsCkbcW7skuz7+waefRi2av9jE/58xwiKSXhGvdpkcCn5vB0+qSKk\n"
                                          "yFvrLWj/gI28TQtSurwhNs9f0l7Psd60F0d4huEDSvlSOIQrlTEFduytB1Ip0uqt\n"
                                          "gZAcFiPYs03dNgiMqfMOcR9tPN2PC5Q3sUX2PRba/BDMlKHaPEdsHom4sTgWLITN\n"
                                          "AA==\n"
                                          "-----END CERTIFICATE-----\n";

const char *tb_trial_key(uint16_t scheme)
{
    switch (scheme) {
    case TB_SCHEME_ECDSA_SECP256R1_SHA256:
        return trial_p256_key;
    case TB_SCHEME_ECDSA_SECP384R1_SHA384:
        return p384_key_pem;
    case TB_SCHEME_ECDSA_SECP521R1_SHA512:
        return p521_key_pem;
    case TB_SCHEME_ED25519:
        return ed25519_key_pem;
    case TB_SCHEME_RSA_PKCS1_SHA256:
    case TB_SCHEME_RSA_PKCS1_SHA384:
    case TB_SCHEME_RSA_PKCS1_SHA512:
    case TB_SCHEME_RSA_PSS_RSAE_SHA256:
    case TB_SCHEME_RSA_PSS_RSAE_SHA384:
    case TB_SCHEME_RSA_PSS_RSAE_SHA512:
        return trial_rsa_key;
    default:
        return NULL;
    }
}

const char *tb_trial_certificate(uint16_t scheme)
{
    return scheme == TB_SCHEME_ECDSA_SECP256R1_SHA256 ? trial_p256_certificate : rsa_certificate_pem;
}

struct tb_bytes tb_trial_bytes(const char *text)
{
    return (struct tb_bytes){(const uint8_t *)text, strlen(text)};
}
