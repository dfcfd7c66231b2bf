package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Secrets, as certs-scripts and cert-manager write them. */
abstract class SecretContract extends Contract {

  @Test
  void textIsStoredInBase64() {
    RawAnswer made =
        raw()
            .post(
                secrets(),
                """
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"},
                 "data": {"ca.crt": "Y2E="}, "stringData": {"tls.crt": "crt"}}
                """);

    assertThat(made.text("/type")).isEqualTo("Opaque");
    assertThat(made.text("/data/ca.crt")).isEqualTo("Y2E=");
    assertThat(made.text("/data/tls.crt")).isEqualTo("Y3J0");
    assertThat(made.body().has("stringData")).isFalse();
  }

  @Test
  void itsValuesArePatchedOnTheVersionRead() {
    RawAnswer made =
        raw()
            .post(
                secrets(),
                """
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"},
                 "type": "kubernetes.io/tls", "data": {"tls.crt": "Y3J0", "tls.key": "a2V5"}}
                """);

    RawAnswer patched = patch(made.resourceVersion(), "/data/tls.crt", "\"bmV3\"");
    RawAnswer late = patch(made.resourceVersion(), "/data/tls.crt", "\"bGF0ZQ==\"");
    RawAnswer replaced =
        patch(patched.resourceVersion(), "/data", "{\"tls.crt\": \"YQ==\", \"tls.key\": \"Yg==\"}");

    assertThat(patched.text("/data/tls.crt")).isEqualTo("bmV3");
    assertThat(patched.text("/data/tls.key")).isEqualTo("a2V5");
    assertThat(late.status()).isEqualTo(422);
    assertThat(replaced.text("/data/tls.key")).isEqualTo("Yg==");
  }

  @Test
  void itsTypeStays() {
    raw()
        .post(
            secrets(),
            """
            {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "type": "Opaque"}
            """);

    RawAnswer refused =
        raw()
            .patch(
                path("v1", "secrets", "a"), RawClient.MERGE_PATCH, "{\"type\": \"example.com/b\"}");

    assertThat(refused.status()).isEqualTo(422);
  }

  private RawAnswer patch(String version, String path, String value) {
    return raw()
        .patch(
            path("v1", "secrets", "a"),
            RawClient.JSON_PATCH,
            """
            [{"op": "test", "path": "/metadata/resourceVersion", "value": "%s"},
             {"op": "add", "path": "%s", "value": %s}]
            """
                .formatted(version, path, value));
  }

  private String secrets() {
    return path("v1", "secrets");
  }
}
