package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events: written as events.k8s.io/v1, read by people as v1. */
abstract class EventContract extends Contract {

  @Test
  void anEventOfTheNewVersionIsReadInTheOld() {
    assertThat(create("a", "Held", "some words").status()).isEqualTo(201);

    RawAnswer read = raw().get(path("v1", "events", "a"));

    assertThat(read.text("/reason")).isEqualTo("Held");
    assertThat(read.text("/message")).isEqualTo("some words");
    assertThat(read.text("/type")).isEqualTo("Normal");
    assertThat(read.text("/reportingComponent")).isEqualTo("spot-aware-scaler");
    assertThat(read.text("/involvedObject/kind")).isEqualTo("Deployment");
    assertThat(read.text("/involvedObject/name")).isEqualTo("web");
    assertThat(raw().get(path("events.k8s.io/v1", "events", "a")).text("/note"))
        .isEqualTo("some words");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reason=Held",
        "type=Normal,reason=Held",
        "reportingComponent=spot-aware-scaler,reason!=Done",
        "involvedObject.name=web,reason=Held",
        "involvedObject.kind=Deployment,involvedObject.name=web,reason=Held",
        "involvedObject.uid=some-uid,reason=Held",
      })
  void eventsAreSelectedByWhatTheySay(String selector) {
    create("a", "Held", "some words");
    create("b", "Done", "some words");

    assertThat(raw().get(path("v1", "events") + ListContract.fields(selector)).names())
        .containsExactly("a");
  }

  @Test
  void aNoteHasABound() {
    assertThat(create("a", "Held", "x".repeat(1024)).status()).isEqualTo(201);
    assertThat(create("b", "Held", "x".repeat(1025)).status()).isEqualTo(422);
  }

  private RawAnswer create(String name, String reason, String note) {
    return raw()
        .post(
            path("events.k8s.io/v1", "events"),
            """
            {"apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": {"name": "%s"},
             "eventTime": "2026-01-01T00:00:00.000000Z", "type": "Normal",
             "reportingController": "spot-aware-scaler", "reportingInstance": "scaler-0",
             "action": "%s", "reason": "%s", "note": "%s",
             "regarding": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web",
                           "namespace": "%s", "uid": "some-uid"}}
            """
                .formatted(name, reason, reason, note, namespace()));
  }
}
