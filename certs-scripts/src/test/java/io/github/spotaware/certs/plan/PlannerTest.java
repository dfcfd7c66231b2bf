package io.github.spotaware.certs.plan;

import static io.github.spotaware.certs.plan.TestCertificates.NAMES;
import static io.github.spotaware.certs.plan.TestCertificates.NOW;
import static io.github.spotaware.certs.plan.TestCertificates.in;
import static io.github.spotaware.certs.plan.TestCertificates.secret;
import static io.github.spotaware.certs.plan.TestCertificates.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.certs.plan.Wish.Goal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** State in, next step out. */
final class PlannerTest {

  private static final Identity OLD = TestCertificates.authority();
  private static final Identity NEW = TestCertificates.authority();
  private static final X509Certificate OLD_CA = OLD.certificate();
  private static final X509Certificate NEW_CA = NEW.certificate();
  private static final Identity OLD_SERVING = TestCertificates.serving(OLD);
  private static final Identity NEW_SERVING = TestCertificates.serving(NEW);
  private static final Held HOLDS_OLD = Held.NOTHING.withCurrent(OLD);
  private static final Held HOLDS_BOTH = HOLDS_OLD.withNext(NEW);
  private static final Progress SERVED = Progress.NONE.afterServed();

  private static CertState state(
      Optional<ServingSecret> secret, List<WebhookTrust> configurations, Held held) {
    return new CertState(secret, configurations, held);
  }

  private static CertState good() {
    return state(Optional.of(secret(OLD_SERVING, OLD_CA)), trusting(OLD_CA), HOLDS_OLD);
  }

  private static Step next(Goal goal, CertState state) {
    return next(goal, state, Progress.NONE, NOW);
  }

  private static Step next(Goal goal, CertState state, Progress progress, Instant now) {
    return Planner.next(new Wish(goal, NAMES, Optional.empty()), state, progress, now);
  }

  private static void assertRefused(Step step, String problem, String nextStep) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Refused.class,
            refused -> {
              assertThat(refused.problem()).contains(problem);
              assertThat(refused.nextStep()).contains(nextStep);
            });
  }

  @Test
  void aFirstInstallationMakesTheCaThenTrustsItThenIssues() {
    assertThat(next(Goal.CREATE, state(Optional.empty(), trusting(), Held.NOTHING)))
        .isEqualTo(new Step.MakeAuthority());
    assertThat(next(Goal.CREATE, state(Optional.empty(), trusting(), HOLDS_OLD)))
        .isEqualTo(new Step.Trust(List.of(OLD_CA)));
    assertThat(next(Goal.CREATE, state(Optional.empty(), trusting(OLD_CA), HOLDS_OLD)))
        .isEqualTo(new Step.Issue(OLD, List.of(OLD_CA)));
    assertThat(next(Goal.CREATE, good())).isEqualTo(new Step.Done(List.of()));
  }

  @Test
  void withoutConfigurationsTheSecretIsMadeAndTheRestNamed() {
    assertThat(next(Goal.CREATE, state(Optional.empty(), List.of(), HOLDS_OLD)))
        .isEqualTo(new Step.Issue(OLD, List.of(OLD_CA)));
    assertThat(
            next(
                Goal.CREATE, state(Optional.of(secret(OLD_SERVING, OLD_CA)), List.of(), HOLDS_OLD)))
        .isEqualTo(new Step.Done(List.of(WebhookKind.VALIDATING, WebhookKind.MUTATING)));
  }

  @Test
  void aCaOfSomeoneElseStaysTrustedUntilTheWebhooksServeOurs() {
    CertState before = state(Optional.empty(), trusting(OLD_CA), Held.NOTHING.withCurrent(NEW));
    assertThat(next(Goal.CREATE, before)).isEqualTo(new Step.Trust(List.of(OLD_CA, NEW_CA)));
    CertState issued =
        state(
            Optional.of(secret(NEW_SERVING, OLD_CA, NEW_CA)),
            trusting(OLD_CA, NEW_CA),
            Held.NOTHING.withCurrent(NEW));
    assertThat(next(Goal.CREATE, issued))
        .isEqualTo(new Step.AwaitServed(NEW_SERVING.certificate()));
    assertThat(next(Goal.CREATE, issued, SERVED, NOW)).isEqualTo(new Step.Trust(List.of(NEW_CA)));
  }

  /** Each row is what a crash may leave; the next step goes on from there. */
  @Test
  void aRotationGoesOnFromEveryStateThatACrashLeaves() {
    ServingSecret oldSecret = secret(OLD_SERVING, OLD_CA);
    ServingSecret both = secret(OLD_SERVING, OLD_CA, NEW_CA);
    ServingSecret issued = secret(NEW_SERVING, OLD_CA, NEW_CA);
    ServingSecret alone = secret(NEW_SERVING, NEW_CA);
    Step.Trust trustBoth = new Step.Trust(List.of(OLD_CA, NEW_CA));
    List<WebhookTrust> half =
        List.of(trusting(OLD_CA, NEW_CA).getFirst(), trusting(OLD_CA).getLast());
    List<WebhookTrust> halfDropped =
        List.of(trusting(NEW_CA).getFirst(), trusting(OLD_CA, NEW_CA).getLast());

    assertThat(next(Goal.ROTATE, good())).isEqualTo(new Step.MakeNextAuthority());
    assertRotation(oldSecret, trusting(OLD_CA), Progress.NONE, trustBoth);
    assertRotation(oldSecret, half, Progress.NONE, trustBoth);
    assertRotation(oldSecret, trusting(OLD_CA, NEW_CA), Progress.NONE, trustBoth);
    assertRotation(
        both,
        trusting(OLD_CA, NEW_CA),
        Progress.NONE,
        new Step.Issue(NEW, List.of(OLD_CA, NEW_CA)));
    assertRotation(
        issued,
        trusting(OLD_CA, NEW_CA),
        Progress.NONE,
        new Step.AwaitServed(NEW_SERVING.certificate()));
    assertRotation(issued, trusting(OLD_CA, NEW_CA), SERVED, new Step.Trust(List.of(NEW_CA)));
    assertRotation(
        issued, halfDropped, Progress.NONE, new Step.AwaitServed(NEW_SERVING.certificate()));
    assertRotation(issued, halfDropped, SERVED, new Step.Trust(List.of(NEW_CA)));
    assertRotation(alone, trusting(NEW_CA), Progress.NONE, new Step.Promote());
    assertRotation(
        alone, trusting(NEW_CA), Progress.NONE.afterPromotion(), new Step.Done(List.of()));
  }

  private static void assertRotation(
      ServingSecret secret, List<WebhookTrust> configurations, Progress progress, Step expected) {
    assertThat(
            next(
                Goal.ROTATE, state(Optional.of(secret), configurations, HOLDS_BOTH), progress, NOW))
        .isEqualTo(expected);
  }

  @Test
  void aRotationNeedsNoKeyOfTheOldCa() {
    CertState lost =
        state(
            Optional.of(secret(OLD_SERVING, OLD_CA)), trusting(OLD_CA), Held.NOTHING.withNext(NEW));
    assertThat(next(Goal.ROTATE, lost)).isEqualTo(new Step.Trust(List.of(OLD_CA, NEW_CA)));
  }

  @Test
  void aRotationWithoutConfigurationsOrSecretIsRefused() {
    assertRefused(
        next(Goal.ROTATE, state(Optional.empty(), trusting(), HOLDS_OLD)),
        "no Secret",
        "create-certs");
    assertRefused(
        next(
            Goal.ROTATE,
            state(Optional.of(secret(OLD_SERVING, OLD_CA)), trusting().subList(0, 1), HOLDS_OLD)),
        "MutatingWebhookConfiguration",
        "apply the manifests");
  }

  @Test
  void aRenewalIssuesOnce() {
    Step issue = new Step.Issue(OLD, List.of(OLD_CA));
    assertThat(next(Goal.RENEW, good())).isEqualTo(issue);
    assertThat(next(Goal.RENEW, good(), Progress.NONE.afterIssue(), NOW))
        .isEqualTo(new Step.Done(List.of()));
  }

  @ParameterizedTest
  @CsvSource({"0,false", "59,false", "61,true", "120,true"})
  void aRenewalOfAJobIsDueInItsTime(int day, boolean due) {
    Wish wish = new Wish(Goal.RENEW, NAMES, Optional.of(Duration.ofDays(30)));
    assertThat(Planner.next(wish, good(), Progress.NONE, in(day)) instanceof Step.Issue)
        .isEqualTo(due);
  }

  @Test
  void aRenewalBringsTheCaToEntriesThatAreNew() {
    CertState upgraded =
        state(
            Optional.of(secret(OLD_SERVING, OLD_CA)),
            List.of(
                trusting(OLD_CA).getFirst(),
                new WebhookTrust(
                    WebhookKind.MUTATING,
                    "2",
                    List.of(TestCertificates.entry("a", OLD_CA), TestCertificates.entry("new")))),
            HOLDS_OLD);
    assertThat(next(Goal.RENEW, upgraded)).isEqualTo(new Step.Trust(List.of(OLD_CA)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Goal.class,
      names = {"CREATE", "RENEW"})
  void whatNeedsANewCaIsRefusedAndPointsToRotateCa(Goal goal) {
    ServingSecret secret = secret(OLD_SERVING, OLD_CA);
    assertRefused(next(goal, good(), Progress.NONE, in(2000)), "expired at 2031-03", "rotate-ca");
    assertRefused(
        next(goal, state(Optional.of(secret), trusting(OLD_CA), Held.NOTHING)),
        "private key of the CA",
        "--ca-dir");
    assertRefused(
        next(goal, state(Optional.of(secret), trusting(OLD_CA), HOLDS_BOTH)),
        "under way",
        "rotate-ca finishes it");
    assertRefused(
        next(goal, state(Optional.of(secret), trusting(OLD_CA), Held.NOTHING.withCurrent(NEW))),
        "is not the one that signed",
        "--ca-dir");
  }

  @ParameterizedTest
  @EnumSource(Goal.class)
  void aSecretOfSomeoneElseIsRefused(Goal goal) {
    ServingSecret certManager =
        ServingSecret.of(
            TestCertificates.header(
                Map.of("cert-manager.io/certificate-name", "x"), ServingSecret.TYPE),
            TestCertificates.data(OLD_SERVING));
    ServingSecret opaque =
        ServingSecret.of(
            TestCertificates.header(Map.of(), "Opaque"), TestCertificates.data(OLD_SERVING));
    ServingSecret byHand =
        ServingSecret.of(
            new ServingSecret.Header("1", ServingSecret.TYPE, Map.of(), Map.of()),
            TestCertificates.data(OLD_SERVING));
    assertRefused(
        next(goal, state(Optional.of(certManager), trusting(), HOLDS_OLD)),
        "made by cert-manager",
        "keep cert-manager");
    assertRefused(
        next(goal, state(Optional.of(opaque), trusting(), HOLDS_OLD)),
        "has type Opaque",
        "delete it");
    assertRefused(
        next(goal, state(Optional.of(byHand), trusting(), HOLDS_OLD)),
        "not made by these commands",
        "delete it");
  }

  @Test
  void whatIsWrongIsIssuedAgain() {
    Identity wrongNames = TestCertificates.MAKER.serving(OLD, List.of("web.default.svc"), NOW);
    ServingSecret damaged =
        ServingSecret.of(
            TestCertificates.header(Map.of(), ServingSecret.TYPE),
            Map.of(
                ServingSecret.CERTIFICATE,
                "-----BEGIN CERTIFICATE-----\nMII",
                ServingSecret.AUTHORITIES,
                Pem.ofCertificates(List.of(OLD_CA))));
    for (ServingSecret secret : List.of(secret(wrongNames, OLD_CA), damaged)) {
      assertThat(next(Goal.CREATE, state(Optional.of(secret), trusting(OLD_CA), HOLDS_OLD)))
          .isEqualTo(new Step.Issue(OLD, List.of(OLD_CA)));
    }
    assertThat(next(Goal.CREATE, good(), Progress.NONE, in(80)))
        .isEqualTo(new Step.Issue(OLD, List.of(OLD_CA)));
  }

  @Test
  void aCaBundleThatCannotBeReadIsReplaced() {
    List<WebhookTrust> damaged =
        List.of(
            new WebhookTrust(WebhookKind.VALIDATING, "1", List.of(TrustingEntry.of("a", "no PEM"))),
            trusting(OLD_CA).getLast());
    assertThat(
            next(Goal.CREATE, state(Optional.of(secret(OLD_SERVING, OLD_CA)), damaged, HOLDS_OLD)))
        .isInstanceOf(Step.Trust.class);
  }
}
