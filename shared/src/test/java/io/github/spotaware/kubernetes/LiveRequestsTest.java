package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.port.ReadFailed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void whatIsAnswered5xxIsAskedAgainTwice() {
    assertThat(asked(500, 503)).isEqualTo(3);
    assertThatThrownBy(() -> asked(500, 503, 504)).hasMessage("504");
  }

  /** It asks for fewer requests. */
  @Test
  void whatIsAnswered429IsNot() {
    assertThatThrownBy(() -> asked(429)).hasMessage("429");
  }

  /** It has waited for its time already. */
  @Test
  void whatIsNotAnsweredIsNot() {
    assertThatThrownBy(() -> asked(0)).hasMessage("0");
  }

  /** How often it is asked, where these are the first answers. */
  private static int asked(Integer... failures) {
    Deque<Integer> left = new ArrayDeque<>(List.of(failures));
    AtomicInteger asked = new AtomicInteger();
    return LiveRequests.repeated(() -> {
      asked.incrementAndGet();
      Integer status = left.poll();
      if (status != null) {
        throw new KubernetesClientException(status.toString(), status, null);
      }
      return asked.get();
    });
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
