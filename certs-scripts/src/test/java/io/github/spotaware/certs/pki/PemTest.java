package io.github.spotaware.certs.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.certs.plan.TestCertificates;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PemTest {

  private final Identity one = TestCertificates.authority();
  private final Identity other = TestCertificates.authority();

  @Test
  void whatIsWrittenCanBeRead() throws CertificateProblem {
    String text = Pem.ofCertificates(List.of(one.certificate(), other.certificate()));
    assertThat(Pem.certificates("x", text)).containsExactly(one.certificate(), other.certificate());
    assertThat(Pem.key("x", Pem.ofKey(one.key()))).isEqualTo(one.key());
    assertThat(Pem.certificates("x", "")).isEmpty();
  }

  @Test
  void aHalfWrittenFileIsNamedAndNotQuoted() {
    String key = Pem.ofKey(one.key());
    String secret = key.substring(60, 90);
    for (int end : new int[] {5, 40, 100, key.length() - 10}) {
      assertThatThrownBy(() -> Pem.key("ca.key", key.substring(0, end)))
          .isInstanceOf(CertificateProblem.class)
          .hasMessageContaining("ca.key")
          .hasNoCause()
          .message()
          .doesNotContain(secret);
    }
    assertThatThrownBy(() -> Pem.certificates("ca.crt", "no PEM"))
        .hasMessage("ca.crt holds no certificate in PEM");
  }

  @Test
  void aKeyThatDoesNotFitIsRefusedAndNoKeyIsPrinted() {
    assertThatThrownBy(() -> Identity.of(one.certificate(), other.key()))
        .isInstanceOf(CertificateProblem.class)
        .hasMessageContaining("does not belong to the certificate CN=spot-aware-scaler CA");
    assertThat(one.toString()).startsWith("Identity[CN=spot-aware-scaler CA").hasSizeLessThan(80);
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    assertThat(new CertificateProblem("CN=a\r\nb\u2028c").words()).isEqualTo("CN=a  b c");
  }
}
