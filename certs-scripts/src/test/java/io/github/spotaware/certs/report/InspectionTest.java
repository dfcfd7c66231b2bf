package io.github.spotaware.certs.report;

import static io.github.spotaware.certs.plan.TestCertificates.NAMES;
import static io.github.spotaware.certs.plan.TestCertificates.NOW;
import static io.github.spotaware.certs.plan.TestCertificates.in;
import static io.github.spotaware.certs.plan.TestCertificates.secret;
import static io.github.spotaware.certs.plan.TestCertificates.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.plan.CertState;
import io.github.spotaware.certs.plan.Held;
import io.github.spotaware.certs.plan.ServingSecret;
import io.github.spotaware.certs.plan.TestCertificates;
import io.github.spotaware.certs.plan.WebhookTrust;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InspectionTest {

  private final Identity authority = TestCertificates.authority();
  private final X509Certificate ca = authority.certificate();
  private final Identity serving = TestCertificates.serving(authority);
  private final X509Certificate other = TestCertificates.authority().certificate();

  private static Report report(
      Optional<ServingSecret> secret, List<WebhookTrust> configurations, Instant now) {
    return Inspection.of(new CertState(secret, configurations, Held.NOTHING), NAMES, true, now);
  }

  @Test
  void allIsWell() {
    Report report = report(Optional.of(secret(serving, ca)), trusting(ca), NOW);

    assertThat(report.problems()).isEmpty();
    assertThat(report.isHealthy()).isTrue();
    CertificateRow row = report.serving().orElseThrow();
    assertThat(row.expiresInDays()).isEqualTo(90);
    assertThat(row.life()).isEqualTo("expires in 90 days, at 2026-05-30T12:00:00Z");
    assertThat(row.dnsNames()).hasSize(9);
    assertThat(report.entries()).hasSize(4).allMatch(Report.Entry::accepts);
  }

  @Test
  void fourteenDaysBeforeTheEndItIsAProblem() {
    List<WebhookTrust> configurations = trusting(ca);
    ServingSecret secret = secret(serving, ca);
    assertThat(report(Optional.of(secret), configurations, in(75)).problems()).isEmpty();
    assertThat(report(Optional.of(secret), configurations, in(76)).problems())
        .containsExactly(
            "the serving certificate expires in 14 days, at 2026-05-30T12:00:00Z; next step: run"
                + " renew-certs");
    assertThat(report(Optional.of(secret), configurations, in(92)).problems())
        .anyMatch(problem -> problem.contains("expired 2 days ago"))
        .anyMatch(problem -> problem.contains("the API server refuses the serving certificate"));
  }

  @Test
  void anEntryThatTrustsAnotherCaIsNamed() {
    List<WebhookTrust> configurations = List.of(trusting(ca).getFirst(), trusting(other).getLast());
    Report report = report(Optional.of(secret(serving, ca)), configurations, NOW);

    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("MutatingWebhookConfiguration spot-aware-scaler", "(entries a, b)");
    assertThat(report.entries().getLast().accepts()).isFalse();
  }

  @Test
  void whatIsMissingIsNamedWithTheNextStep() {
    assertThat(report(Optional.empty(), List.of(), NOW).problems())
        .hasSize(3)
        .allMatch(problem -> problem.contains("next step: "));
    assertThat(report(Optional.of(secret(serving, ca)), trusting(), NOW).problems())
        .hasSize(2)
        .allMatch(problem -> problem.contains("caBundle is empty"));
  }

  @Test
  void wrongNamesAWrongCaAndARotationAreNamed() {
    Identity wrong = TestCertificates.MAKER.serving(authority, List.of("web.default.svc"), NOW);
    assertThat(report(Optional.of(secret(wrong, ca)), trusting(ca), NOW).problems())
        .singleElement()
        .asString()
        .contains("is not for spot-aware-webhook-0.spot-scaling, ");
    assertThat(report(Optional.of(secret(serving, other)), trusting(ca), NOW).problems())
        .singleElement()
        .asString()
        .contains("does not verify with ca.crt");
    assertThat(report(Optional.of(secret(serving, ca, other)), trusting(ca, other), NOW).problems())
        .containsExactly(
            "two CAs are trusted: a change of the CA is under way; next step: run rotate-ca");
  }

  @Test
  void aCertificateOfCertManagerIsNoProblem() {
    List<String> names = NAMES.stream().filter(name -> name.endsWith(".svc")).toList();
    Identity asked = TestCertificates.MAKER.serving(authority, names, NOW);
    var header =
        TestCertificates.header(
            Map.of("cert-manager.io/certificate-name", "x"), ServingSecret.TYPE);
    ServingSecret secret = ServingSecret.of(header, TestCertificates.data(asked, ca));

    Report report = report(Optional.of(secret), trusting(ca), NOW);

    assertThat(report.problems()).isEmpty();
    assertThat(report.notes()).singleElement().asString().contains("made by cert-manager");
  }
}
