package io.github.spotaware.certs.pki;

import static io.github.spotaware.certs.plan.TestCertificates.MAKER;
import static io.github.spotaware.certs.plan.TestCertificates.NAMES;
import static io.github.spotaware.certs.plan.TestCertificates.NOW;
import static io.github.spotaware.certs.plan.TestCertificates.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.spotaware.certs.plan.TestCertificates;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the JDK's own PKIX validation. */
final class CertificateMakerTest {

  private final Identity authority = TestCertificates.authority();
  private final Identity serving = TestCertificates.serving(authority);

  @Test
  void theChainVerifiesWithItsCaAndWithNoOther() {
    List<X509Certificate> chain = List.of(serving.certificate());
    X509Certificate other = TestCertificates.authority().certificate();

    assertThat(Certificates.refusal(chain, List.of(authority.certificate()), NOW)).isEmpty();
    assertThat(Certificates.refusal(chain, List.of(other, authority.certificate()), NOW)).isEmpty();
    assertThat(Certificates.refusal(chain, List.of(other), NOW)).isPresent();
    assertThat(Certificates.refusal(chain, List.of(), NOW)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"-1,false", "0,true", "89,true", "91,false"})
  void itIsValidForNinetyDays(int day, boolean valid) {
    assertThat(
            Certificates.refusal(
                List.of(serving.certificate()), List.of(authority.certificate()), in(day)))
        .matches(refusal -> refusal.isEmpty() == valid);
  }

  @Test
  void bothAreValidFiveMinutesBack() {
    Instant from = NOW.minus(Duration.ofMinutes(5));
    assertThat(authority.certificate().getNotBefore()).isEqualTo(from);
    assertThat(serving.certificate().getNotBefore()).isEqualTo(from);
    assertThat(authority.certificate().getNotAfter())
        .isEqualTo(Instant.parse("2031-03-01T12:00:00Z"));
  }

  @Test
  void theCaSignsServingCertificatesOnly() {
    X509Certificate ca = authority.certificate();
    assertThat(Certificates.isAuthority(ca)).isTrue();
    assertThat(ca.getBasicConstraints()).as("CAs below it").isZero();
    assertThat(ca.getKeyUsage()[5]).as("keyCertSign").isTrue();
    assertThat(Certificates.isOurs(ca)).isTrue();
    assertThat(Certificates.isAuthority(serving.certificate())).isFalse();
  }

  @Test
  void keysAreOnP256AndSerialsDiffer() {
    ECPublicKey key = (ECPublicKey) serving.certificate().getPublicKey();
    assertThat(key.getParams().getCurve().getField().getFieldSize()).isEqualTo(256);
    assertThat(serving.certificate().getSerialNumber())
        .isNotEqualTo(TestCertificates.serving(authority).certificate().getSerialNumber());
  }

  @Test
  void itIsForEachServiceInThreeForms() {
    assertThat(NAMES)
        .hasSize(9)
        .contains(
            "spot-aware-webhook.spot-scaling.svc",
            "spot-aware-webhook-0.spot-scaling.svc.cluster.local",
            "spot-aware-webhook-1.spot-scaling");
    assertThat(Certificates.missingNames(serving.certificate(), NAMES)).isEmpty();
    assertThat(Certificates.missingNames(serving.certificate(), List.of("web.default.svc")))
        .containsExactly("web.default.svc");
  }

  @Test
  void itNeverOutlivesItsCa() {
    Instant late = authority.certificate().getNotAfter().toInstant().minus(Duration.ofDays(3));
    Identity last = MAKER.serving(authority, NAMES, late);
    assertThat(last.certificate().getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
  }

  @ParameterizedTest
  @CsvSource({"0,5", "399,5", "90,0", "90,11"})
  void lifetimesHaveRanges(int days, int years) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lifetimes(days, years))
        .withMessageContaining("is not from 1 to");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "398,10"})
  void theEndsOfTheRangesAreAllowed(int days, int years) {
    CertificateMaker maker = new CertificateMaker(new SecureRandom(), new Lifetimes(days, years));
    Identity ca = maker.authority(NOW);
    assertThat(maker.serving(ca, NAMES, NOW).certificate().getNotAfter())
        .isEqualTo(NOW.plus(Duration.ofDays(Math.min(days, years * 365))));
  }
}
