package io.github.spotaware.e2e.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.github.spotaware.certs.cluster.Handshake;
import io.github.spotaware.certs.pki.CertificateMaker;
import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Lifetimes;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.certs.store.FolderAuthorityStore;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.MetricsPage;
import io.github.spotaware.e2e.observe.ProcessLog;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad certificates in the Secret that the webhooks mount, while evictions go on. All are signed by
 * the CA that the API server trusts, so that each has the one fault that it is named after.
 */
@E2E
final class CertificateFaultsE2E {

  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");
  private static final String REFUSED =
      "Renewed certificate refused, the last good one stays in use: ";
  private static final String NEXT_STEP =
      "; next step: put a good certificate with its key into Secret spot-aware-webhook-tls";
  private static final String ERRORS = "spot_aware_errors_total{kind=\"certificate\"}";
  private static final String EXPIRY = "spot_aware_certificate_expiry_timestamp_seconds";
  private static final int PORT = 8443;
  private static final Duration BOUND = Duration.ofSeconds(10);

  @TempDir private Path folder = Path.of("");
  private CertificatesBefore before = new CertificatesBefore(new Secret(), "");

  /** A good certificate comes first, whose CA we have the key of. */
  @BeforeEach
  void makeOurOwn(Scenario scenario) {
    before = CertificatesBefore.of(scenario);
    CertificatesBefore.secret(scenario.client()).delete();
    assertThat(CertsCommand.run(scenario, "create-certs", authorityFolder()).exitCode()).isZero();
  }

  @AfterEach
  void restore(Scenario scenario) throws CertificateProblem {
    before.restore(scenario);
  }

  private String authorityFolder() {
    return "--ca-dir=" + folder.resolve("ca");
  }

  /**
   * What is put into the Secret.
   *
   * @param says the file and the problem, as the log has to name them
   */
  private record Fault(String name, String certificate, String key, String says) {}

  private List<Fault> faults() {
    Instant now = Instant.now();
    List<String> ours = Names.dnsNames(Names.NAMESPACE);
    Identity good = issue(Lifetimes.DEFAULT, ours, now);
    Identity expired = issue(Lifetimes.DEFAULT, ours, now.minus(Duration.ofDays(91)));
    Identity early = issue(Lifetimes.DEFAULT, ours, now.plus(Duration.ofDays(1)));
    Identity foreign =
        issue(Lifetimes.DEFAULT, List.of("spot-aware-webhook.other-namespace.svc"), now);
    Identity another = issue(Lifetimes.DEFAULT, ours, now);
    String certificate = certificate(good);
    String key = Pem.ofKey(good.key());
    return List.of(
        of("expired", expired, "tls.crt: the certificate expired at "),
        new Fault("tls.crt half written", half(certificate), key, "tls.crt: only half written PEM"),
        of("not valid yet", early, "tls.crt: the certificate is not valid before "),
        of("wrong host", foreign, "tls.crt: the certificate is for the DNS names "),
        new Fault(
            "key of another",
            certificate,
            Pem.ofKey(another.key()),
            "tls.key: the key does not belong to the first certificate of "),
        new Fault("tls.key half written", certificate, half(key), "tls.key: only half written PEM"),
        new Fault("both empty", "", "", "tls.crt: holds no certificate"));
  }

  private static Fault of(String name, Identity identity, String says) {
    return new Fault(name, certificate(identity), Pem.ofKey(identity.key()), says);
  }

  private static String certificate(Identity identity) {
    return Pem.ofCertificates(List.of(identity.certificate()));
  }

  private static String half(String text) {
    return text.substring(0, text.length() / 2);
  }

  private Identity issue(Lifetimes lifetimes, List<String> names, Instant now) {
    Identity authority =
        new FolderAuthorityStore(folder.resolve("ca")).load().current().orElseThrow();
    return new CertificateMaker(new SecureRandom(), lifetimes).serving(authority, names, now);
  }

  @Test
  void eachIsRefusedAndEvictionsAreHeldWithTheLastGoodOne(Scenario scenario)
      throws CertificateProblem {
    String pod = deploy(scenario, "web");
    X509Certificate inUse =
        CertificatesBefore.certificate(CertificatesBefore.secret(scenario.client()).require());
    CertificatesBefore.awaitServed(scenario, inUse);
    long failed = DryRuns.failedOpen(scenario);
    try (DryRuns evictions = new DryRuns(scenario, pod)) {
      int number = 0;
      List<Fault> all = faults();
      for (Fault fault : all.subList(0, Counts.of(2, all.size()))) {
        List<View> views = View.all(scenario);
        put(scenario, fault.certificate(), fault.key());
        String said = "";
        for (View view : views) {
          said = view.awaitRefusal(fault.says());
          view.awaitOneErrorMore();
          assertThat(view.expiry()).isEqualTo(view.expiryBefore());
          assertThat(Handshake.leafOf(view.address(), PORT)).contains(inUse);
        }
        EvictionAnswer answer = heldAndReleased(scenario, "web-" + number++);
        int meanwhile = evictions.awaitMore();
        long failures = DryRuns.failedOpen(scenario) - failed;
        System.out.printf(
            "fault: %-20s | errors +1 and +1 | eviction held %4d ms, %d | %4d dry runs, %d failed"
                + " calls | %s%n",
            fault.name(),
            answer.took().toMillis(),
            answer.status(),
            meanwhile,
            failures,
            said.replaceAll("/\\S*/(tls\\.\\w+)", "…/$1").replaceAll("; next step: .*", ""));
        assertThat(failures).as("calls of webhooks that failed").isZero();
        views.forEach(view -> assertThat(view.refusals()).hasSize(1));
      }
      assertThat(CertsCommand.run(scenario, "renew-certs", authorityFolder()).exitCode()).isZero();
      X509Certificate renewed =
          CertificatesBefore.certificate(CertificatesBefore.secret(scenario.client()).require());
      assertThat(renewed).isNotEqualTo(inUse);
      CertificatesBefore.awaitServed(scenario, renewed);
      EvictionAnswer answer = heldAndReleased(scenario, "web-" + number);
      System.out.printf(
          "then a good one, taken up: eviction held %d ms, %d; %d dry runs in all%n",
          answer.took().toMillis(), answer.status(), evictions.awaitMore());
    }
    assertThat(DryRuns.failedOpen(scenario) - failed).as("calls of webhooks that failed").isZero();
  }

  /** So a roll-out stops at the first pod, and the other one keeps its good certificate. */
  @Test
  void aWebhookThatStartsWithABadOneEndsAndTheOtherOneHolds(Scenario scenario)
      throws CertificateProblem {
    Fault fault = faults().getFirst();
    List<View> views = View.all(scenario);
    put(scenario, fault.certificate(), fault.key());
    views.forEach(view -> view.awaitRefusal(fault.says()));
    ProcessLog log = ProcessLog.fromNow(scenario.playground().log("webhook-1"));
    scenario.playground().kill("webhook-1");

    assertThatThrownBy(() -> scenario.playground().start("webhook-1"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("ended before it was ready");

    String said = log.await("why", line -> line.contains("the webhook can't start: "));
    assertThat(said).startsWith("ERROR ").contains(fault.says(), NEXT_STEP);
    EvictionAnswer answer = heldAndReleased(scenario, "web");
    System.out.printf(
        "started with an expired one: exit code %s; eviction held by the other %d ms, %d; %s%n",
        scenario.playground().status("webhook-1").exitCode().orElse(-1),
        answer.took().toMillis(),
        answer.status(),
        said);

    // The Secret before the process, as a kubelet starts it again and again.
    Identity good = issue(Lifetimes.DEFAULT, Names.dnsNames(Names.NAMESPACE), Instant.now());
    put(scenario, certificate(good), Pem.ofKey(good.key()));
    scenario.playground().start("webhook-1");
    CertificatesBefore.awaitServed(scenario, good.certificate());
  }

  /** Nothing better is there: it is served on, said, and the next good one is taken. */
  @Test
  @Slow
  void oneThatExpiresInUseIsServedOnAndToldOf(Scenario scenario) throws CertificateProblem {
    List<View> views = View.all(scenario);
    long failed = DryRuns.failedOpen(scenario);
    Instant made = Instant.now().minus(Duration.ofDays(1)).plusSeconds(8);
    Identity brief = issue(new Lifetimes(1, 1), Names.dnsNames(Names.NAMESPACE), made);
    put(scenario, certificate(brief), Pem.ofKey(brief.key()));
    CertificatesBefore.awaitServed(scenario, brief.certificate());
    for (View view : views) {
      String said = view.log().await("that it expired", line -> line.contains(" in use expired "));
      assertThat(said).startsWith("ERROR ").contains("tls.crt: ", NEXT_STEP);
      view.awaitOneErrorMore();
      assertThat(Handshake.leafOf(view.address(), PORT)).contains(brief.certificate());
      System.out.println("expired in use: " + said);
    }
    EvictionAnswer unprotected = scenario.evict(deploy(scenario, "before"));
    System.out.printf(
        "with the expired one: eviction %d after %d ms, %d failed calls%n",
        unprotected.status(), unprotected.took().toMillis(), DryRuns.failedOpen(scenario) - failed);

    assertThat(CertsCommand.run(scenario, "renew-certs", authorityFolder()).exitCode()).isZero();
    CertificatesBefore.awaitServed(
        scenario,
        CertificatesBefore.certificate(CertificatesBefore.secret(scenario.client()).require()));
    heldAndReleased(scenario, "web");
  }

  private static String deploy(Scenario scenario, String name) {
    scenario.workloads().deploy(workload(name));
    return scenario.workloads().podName(name);
  }

  private static Workload workload(String name) {
    return Workload.named(name).labelled().readyAfter(Duration.ofMillis(300));
  }

  /** A new Deployment's only pod; there is always one that serves. */
  private static EvictionAnswer heldAndReleased(Scenario scenario, String name) {
    ServingWatch watch = scenario.deployAndWatch(workload(name));
    watch.markStart();
    EvictionAnswer answer = Waits.untilNot429(scenario, scenario.workloads().podName(name));
    assertThat(answer.status()).as(answer.message()).isEqualTo(201);
    assertThat(answer.took()).as("held").isGreaterThan(Duration.ofMillis(300));
    scenario.workloads().awaitAvailable(name, 2);
    assertThat(watch.everZero()).isFalse();
    return answer;
  }

  private static void put(Scenario scenario, String certificate, String key) {
    var _ =
        CertificatesBefore.secret(scenario.client())
            .edit(secret ->
                new SecretBuilder(secret)
                    .addToStringData("tls.crt", certificate)
                    .addToStringData("tls.key", key)
                    .build());
  }

  /** What one webhook says, from now on. */
  private record View(
      String name,
      String address,
      ProcessLog log,
      OptionalDouble errorsBefore,
      OptionalDouble expiryBefore) {

    static List<View> all(Scenario scenario) {
      return WEBHOOKS.stream()
          .map(name -> {
            String address = scenario.playground().address(name).orElseThrow();
            MetricsPage metrics = MetricsPage.of(address);
            return new View(
                name,
                address,
                ProcessLog.fromNow(scenario.playground().log(name)),
                metrics.value(ERRORS),
                metrics.value(EXPIRY));
          })
          .toList();
    }

    /** The line that says so, up to the pairs beside it. */
    String awaitRefusal(String says) {
      String line = log.await("the refusal", each -> each.contains(REFUSED));
      assertThat(line).as(name).startsWith("WARN ").contains(says, NEXT_STEP);
      return line.substring(line.indexOf(REFUSED) + REFUSED.length());
    }

    List<String> refusals() {
      return log.lines().stream().filter(line -> line.contains(REFUSED)).toList();
    }

    void awaitOneErrorMore() {
      double wanted = errorsBefore.orElse(0) + 1;
      Await.until(
          name + " to count " + wanted + " errors of kind certificate",
          Deadline.after(BOUND),
          () -> MetricsPage.of(address).value(ERRORS).equals(OptionalDouble.of(wanted)));
    }

    OptionalDouble expiry() {
      return MetricsPage.of(address).value(EXPIRY);
    }
  }
}
