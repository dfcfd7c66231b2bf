package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.port.ReadFailed;
import org.junit.jupiter.api.Test;

final class LiveRequestsTest {

  @Test
  void trouble() {
    assertFailsWith(new KubernetesClientException("no route"), "no route");
  }

  @Test
  void anObjectThatNobodyThoughtOfLeavesNoReadWithoutAnEnd() {
    assertFailsWith(new NullPointerException("endpoints"), "endpoints");
  }

  private static void assertFailsWith(RuntimeException failure, String words) {
    assertThatThrownBy(() ->
            LiveRequests.orFailed(() -> {
              throw failure;
            }))
        .isInstanceOf(ReadFailed.class)
        .hasMessage(words);
  }
}
