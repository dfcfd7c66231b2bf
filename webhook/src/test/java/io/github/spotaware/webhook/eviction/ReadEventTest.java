package io.github.spotaware.webhook.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.hold.HoldEvent;
import org.junit.jupiter.api.Test;

final class ReadEventTest {

  @Test
  void trouble() {
    assertThat(failing(new KubernetesClientException("no route")))
        .isEqualTo(new HoldEvent.ReadFailed("no route"));
  }

  @Test
  void anObjectThatNobodyThoughtOfLeavesNoHoldWithoutAnEvent() {
    assertThat(failing(new NullPointerException("endpoints")))
        .isEqualTo(new HoldEvent.ReadFailed("endpoints"));
  }

  private static HoldEvent failing(RuntimeException failure) {
    return ReadEvent.of(() -> {
      throw failure;
    });
  }
}
