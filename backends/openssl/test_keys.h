/* test_keys.h - keys that supports() signs with.  Made for this file, secret of nobody. */
#pragma once

static const char test_key_rsa[] = "-----BEGIN PRIVATE KEY-----\n"
                                   "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCin5Fjf5PmNKpe\n"
                                   "3LsjeEupA7Daz7YW4MGpbFThTbNoZ9T7klca/w7Dil+Ln66RCiSvTDA8DOxRVqGH\n"
                                   "Lqo1Q1Hs0nJXNmJsu8EXV2uzeU1JZ3pZEgngnGriBz6uqHUh9dJv8CBtW0S8Y061\n"
                                   "fEi1iyTRy9C+XBGUGCNosOYS4/I/CH7iZJG6KNpSpPZKGXRVPcFkG/tfVyMxV88K\n"
                                   "OPrhON25G3w1yASapxBt5uQJnrB5zXhVf7O1R6E0a+KRydU0JvrenHm9WPTUwB9i\n"
                                   "utATYjKnalyuOvcSagMiYHjjwuV2YwuiQl0OV+u1oFNtt4MM1o2Zj0ta24+TOUeY\n"
                                   "t30LvWNvAgMBAAECggEAC2U5D+AnDKY7cK2bo277hkVkRYDxQTB7VumTbRI/ycd0\n"
                                   "14gNTdlPlIjZYcmiYYwfaUqNGrghGyCsmEdp1T+kDv8+1I5Ss/ctdFBDk25NlHY0\n"
                                   "JD0CWi3mbh4/Ld1PZT4k19kwvIOnu7e4Z+PkncFj/BuBw2+6KkbNZw72SvPpdrHU\n"
                                   "mr9yBo+Rl0xDDKKJq9GYRY3oBxSolCH9aiHfOWYcbKit0JWRJWcmUXsQj+sNHpx7\n"
                                   "Brz/cEEnHajBn6av95MT0SmVfn3zr6R0BM+azBDi6LZboJwT1G2hHVnlKOS6Zh24\n"
                                   "t9jaJLyYTVYRT3jQz5UHFe0TifTeCpwEmnktCT0NaQKBgQDj0AuCPJogn3HxKm7M\n"
                                   "His9S1zJY7f5YWYIkedlQIfli1AHVMhrBLIMdDOCFmnH1E5IfqU+yIOQJz18kQXr\n"
                                   "HVtMynUinJF679rETV+FsBiGRwtnbZUHT3JWC1s+zf28NUr8JnlrEDAhXmFh8JUV\n"
                                   "X+qZ9RoySonrRBp10daloRpiCwKBgQC2vqc1i6C9vVpk0z6bJqGbzHDEQjsoNRJM\n"
                                   "xYv8RsY8nAi/7yxvHBT0VOWbRoerZsTLpzVivOdVJTInnr+DZFpnGhPUg1lLnHTr\n"
                                   "E6sHI/XfDXHMrALW0LrA766zXGfKWQB9U00Bg0oNiTqFoRB/+Y/Ek9rczS3fR4Rk\n"
                                   "yVMlb8KmrQKBgQCLh8VEw3FzQbU8DM1H38KEDECMaLMp3unrndGoRln10dn2Y4tN\n"
                                   "YNbcod9acffgGLzJ0ifLyGwsQpx6Syjg1F4zLl2IEXVZYscPLISxESY0OBdYBdod\n"
                                   "XB+fa907Hlemis2emsILPSL9jR0AK6ZkLRc3rNOaseS/YDsEpr1dPMs3+QKBgHtZ\n"
                                   "POv7j0gDI5yiqcN30+WhnQwb2GpPSEbhoJdr/iqy94T2H3vv7ITvOPwSI0kiWPtN\n"
                                   "pc87yrnCHZR4prQ9bHfjNjdfYUqUFKcH440yTKd+H64S/OeahDPulHEkkjoW0SnG\n"
                                   "rFe1EqsIUaQZD1YSUWRSmIwpQilP0KFm8uR2B2ERAoGBANsokJdTW7wIhC2D5VFD\n"
                                   "IJ3lcCoftR2Q8IyHsS9yi3ELaACNUU6WIXuruILljaAJ7bFHtoBt06gn3PvmmUIZ\n"
                                   "W+4GyGlYPejv//ARdCO2DE4en0Aw9ChqSMEyzo2bOQR7xtz2bzapygyI2Oi2QD7+\n"
                                   "mkVf+7e01B45KRpkQF9qeuAq\n"
                                   "-----END PRIVATE KEY-----\n";

static const char test_key_p256[] = "-----BEGIN PRIVATE KEY-----\n"
                                    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrskoBc07OlDW0UOh\n"
                                    "mwcq+rOk/Kwygrp4JJPVe5mWLdqhRANCAATGyn4KEgSxzj3k7BNEFd0D/k7ei5bZ\n"
                                    "/4CQB6gGeKWjeHyISEL63wFUXZ5Zy4XaB3YQgy6sQ4YJCyaahPiTpuJ6\n"
                                    "-----END PRIVATE KEY-----\n";

static const char test_key_p384[] = "-----BEGIN PRIVATE KEY-----\n"
                                    "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDAI3SeyDDwMHuWViRIN\n"
                                    "uRNiwOgy9in8OwMYxBBeMUfz6564psVdbZ5qcJZmRycHHf+hZANiAAS4mWavhPdO\n"
                                    "uarw/mqi6W3ux2XSUtEuio0oMbVgm5lKgx9Eb8xNr0vLLlOJncNxbxZKbmo7AZiY\n"
                                    "P5muvEQXWLeePzvxJ1E8NfxVhKJSfzbUCYoM+pRRatFawVO6A1U2cGA=\n"
                                    "-----END PRIVATE KEY-----\n";

static const char test_key_ed25519[] = "-----BEGIN PRIVATE KEY-----\n"
                                       "MC4CAQAwBQYDK2VwBCIEIBaqQjwY6yiXoj2cpT6QhNfkfu4KyuNopDWJresEPYBH\n"
                                       "-----END PRIVATE KEY-----\n";
