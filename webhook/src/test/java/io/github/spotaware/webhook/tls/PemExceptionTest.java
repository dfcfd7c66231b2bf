package io.github.spotaware.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PemExceptionTest {
  /** It becomes one of the reasons of a probe, one a line. */
  @Test
  void itsMessageIsOneLineWhateverAParserQuotes() {
    assertThat(new PemException("a\r\nb\u2028c")).hasMessage("a  b c");
    assertThat(new PemException("a\u0085b", new IOException("x"))).hasMessage("a b");
  }
}
