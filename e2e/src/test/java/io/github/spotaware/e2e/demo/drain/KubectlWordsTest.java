package io.github.spotaware.e2e.demo.drain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubectlWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "node/node-1 cordoned > cordons node-1: no new pods there",
        "node/node-1 already cordoned > finds node-1 cordoned already",
        "evicting pod demo/web-1 > asks to evict web-1",
        "error when evicting pods/\"web-1\" -n \"demo\" (will retry after 5s): Cannot evict pod as"
            + " it would violate the pod's disruption budget. > is refused web-1 and asks again in"
            + " 5 s: Cannot evict pod as it would violate the pod's disruption budget.",
        "error when evicting pods/\"web-1\" -n \"demo\" (will retry after 5s): admission webhook"
            + " \"evictions-0.example.com\" denied the request: Waiting: it is held"
            + " > is refused web-1 and asks again in 5 s: Waiting: it is held",
        "pod/web-1 evicted > sees that web-1 is gone",
        "node/node-1 drained > is done: node-1 is drained",
        "error when evicting pods: will retry > error when evicting pods: will retry",
      })
  void saysItInPlainWords(String line, String words) {
    assertThat(KubectlWords.of(line)).isEqualTo(words);
  }
}
