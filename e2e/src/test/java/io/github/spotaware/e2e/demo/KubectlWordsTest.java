package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubectlWordsTest {

  @ParameterizedTest
  @CsvSource({
    "node/node-1 cordoned, cordons node-1: no new pods there",
    "evicting pod demo/web-1, asks to evict web-1",
    "pod/web-1 evicted, sees that web-1 is gone",
    "node/node-1 drained, is done: node-1 is drained",
    "error when evicting pods: will retry, error when evicting pods: will retry",
  })
  void saysItInPlainWords(String line, String words) {
    assertThat(KubectlWords.of(line)).isEqualTo(words);
  }
}
