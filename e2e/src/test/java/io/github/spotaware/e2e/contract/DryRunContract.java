package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code dryRun=All} answers as if, and changes nothing. */
abstract class DryRunContract extends Contract {
  private static final String DRY = "?dryRun=All";

  @Test
  void nothingIsCreated() {
    RawAnswer made = raw().post(configMaps() + DRY, Samples.configMap("a"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.uid()).isNotEmpty();
    assertThat(made.text("/data/key")).isEqualTo("value");
    assertThat(raw().get(configMaps("a")).status()).isEqualTo(404);
  }

  @Test
  void whatWouldBeRefusedIsRefused() {
    raw().post(configMaps(), Samples.configMap("a"));

    assertThat(raw().post(configMaps() + DRY, Samples.configMap("a")).status()).isEqualTo(409);
    assertThat(raw().post(configMaps() + DRY, Samples.configMap("A B")).status()).isEqualTo(422);
    assertThat(raw().delete(configMaps("none") + DRY).status()).isEqualTo(404);
  }

  @Test
  void nothingIsChanged() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer patched =
        raw()
            .patch(
                configMaps("a") + DRY, RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"other\"}}");
    RawAnswer put = raw().put(configMaps("a") + DRY, Samples.labelled("a", "\"some\": \"label\""));

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.text("/data/key")).isEqualTo("other");
    assertThat(put.text("/metadata/labels/some")).isEqualTo("label");
    assertThat(raw().get(configMaps("a")).body()).isEqualTo(made.body());
  }

  @Test
  void nothingIsDeleted() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer inUrl = raw().delete(configMaps("a") + DRY);
    RawAnswer inBody = raw().delete(configMaps("a"), "{\"dryRun\": [\"All\"]}");

    assertThat(inUrl.status()).isEqualTo(200);
    assertThat(inBody.status()).isEqualTo(200);
    assertThat(raw().get(configMaps("a")).body()).isEqualTo(made.body());
  }

  @Test
  void aPodIsNotDeleted() {
    raw().post(pods(), Samples.pod("a", "\"nodeName\": \"node-1\","));

    RawAnswer deleted = raw().delete(pods("a") + DRY);

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.terminating()).isTrue();
    assertThat(raw().get(pods("a")).terminating()).isFalse();
  }

  @Test
  void aWatchIsNotToldOfIt() {
    raw().post(configMaps() + DRY, Samples.labelled("a", "\"of\": \"this\""));
    try (RawWatch watch = RawWatch.start(raw(), configMaps() + "?labelSelector=of")) {
      raw().post(configMaps() + DRY, Samples.labelled("b", "\"of\": \"this\""));
      raw().post(configMaps(), Samples.labelled("c", "\"of\": \"this\""));
      raw().delete(configMaps("c") + DRY);
      raw().delete(configMaps("c"));

      assertThat(watch.until("DELETED c")).containsExactly("ADDED c", "DELETED c");
    }
  }

  @Test
  void anotherValueIsRefused() {
    RawAnswer refused = raw().delete(configMaps("a") + "?dryRun=Some");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.reason()).isEqualTo("Invalid");
  }
}
