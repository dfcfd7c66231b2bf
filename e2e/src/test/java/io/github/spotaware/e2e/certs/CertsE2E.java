package io.github.spotaware.e2e.certs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts on a real API server that calls the webhooks all the while. */
@E2E
final class CertsE2E {

  private static final String NAME = "web";
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");
  private CertificatesBefore before = new CertificatesBefore(new Secret(), "");

  @BeforeEach
  void remember(Scenario scenario) {
    before = CertificatesBefore.of(scenario);
  }

  @AfterEach
  void restore(Scenario scenario) throws CertificateProblem {
    before.restore(scenario);
  }

  @Test
  void noCallOfAWebhookFailsWhileTheCaIsChangedTwice(Scenario scenario) {
    String authorities = "--ca-dir=" + folder.resolve("ca");
    String pod = deploy(scenario);
    long failed = DryRuns.failedOpen(scenario);
    CertificatesBefore.secret(scenario.client()).delete(); // the pods keep what they have
    try (DryRuns evictions = new DryRuns(scenario, pod)) {
      // From the CA that the playground made, as after cert-manager.
      CertsCommand create = CertsCommand.run(scenario, "create-certs", authorities);
      assertThat(create.exitCode()).as(create.stderr()).isZero();
      assertThat(create.stdout())
          .contains("spot-aware-webhook-0 serves the new", "spot-aware-webhook-1 serves the new");
      String first = onlyBundle(scenario);

      assertThat(CertsCommand.run(scenario, "rotate-ca", authorities).exitCode()).isZero();
      assertThat(onlyBundle(scenario)).isNotEqualTo(first);

      int renewals = Counts.of(2, 10);
      for (int i = 0; i < renewals; i++) {
        String certificate = certificate(scenario);
        assertThat(CertsCommand.run(scenario, "renew-certs", authorities).exitCode()).isZero();
        assertThat(certificate(scenario)).isNotEqualTo(certificate);
        awaitHealthy(scenario);
      }
      assertThat(CertsCommand.run(scenario, "create-certs", authorities).stdout())
          .contains("nothing to do");
      System.out.printf(
          "%d evictions were admitted as dry runs, 2 changes of the CA and %d renewals meanwhile%n",
          evictions.awaitMore(), renewals);
    }

    assertThat(DryRuns.failedOpen(scenario) - failed).as("calls of webhooks that failed").isZero();
  }

  /** With SIGKILL, once as soon as both CAs are trusted, and once as soon as the Secret is new. */
  @Test
  void aChangeOfTheCaThatIsKilledIsFinishedByTheNextRun(Scenario scenario)
      throws IOException, InterruptedException {
    String authorities = "--ca-dir=" + folder.resolve("ca");
    String pod = deploy(scenario);
    CertificatesBefore.secret(scenario.client()).delete();
    assertThat(CertsCommand.run(scenario, "create-certs", authorities).exitCode()).isZero();
    long failed = DryRuns.failedOpen(scenario);
    try (DryRuns evictions = new DryRuns(scenario, pod)) {
      for (Moment moment : Moment.values()) {
        String before = onlyBundle(scenario);
        String certificate = certificate(scenario);
        Path log = folder.resolve(moment + ".log");
        Process process = CertsCommand.start(scenario, log, "rotate-ca", authorities);
        Await.until(
            moment + " of rotate-ca, which says in " + log,
            Deadline.after(BOUND),
            () -> moment.hasCome(scenario, before, certificate) || !process.isAlive());
        process.destroyForcibly().waitFor();
        System.out.println("killed, " + moment + ":\n" + Files.readString(log));
        assertThat(Set.copyOf(CertificatesBefore.bundles(scenario.client())))
            .as("the bundles after the kill")
            .noneMatch(bundle -> decoded(bundle).equals(before));

        assertThat(CertsCommand.run(scenario, "rotate-ca", authorities).exitCode()).isZero();

        assertThat(onlyBundle(scenario)).isNotEqualTo(before);
        awaitHealthy(scenario);
      }
      System.out.printf("%d evictions were admitted as dry runs%n", evictions.awaitMore());
    }
    assertThat(DryRuns.failedOpen(scenario) - failed).as("calls of webhooks that failed").isZero();
  }

  /** When to kill. */
  private enum Moment {
    BOTH_ARE_TRUSTED,
    THE_SECRET_IS_NEW;

    boolean hasCome(Scenario scenario, String bundle, String certificate) {
      return switch (this) {
        case BOTH_ARE_TRUSTED ->
            CertificatesBefore.bundles(scenario.client()).stream()
                .noneMatch(now -> decoded(now).equals(bundle));
        case THE_SECRET_IS_NEW -> !certificate(scenario).equals(certificate);
      };
    }
  }

  private static String certificate(Scenario scenario) {
    return CertificatesBefore.secret(scenario.client())
        .require()
        .getData()
        .getOrDefault("tls.crt", "");
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
  }

  @Test
  void aSecretOfCertManagerIsRefused(Scenario scenario) {
    CertsCommand refused =
        CertsCommand.run(scenario, "create-certs", "--ca-dir=" + folder.resolve("ca"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("made by cert-manager", "next step: ");
    assertThat(CertificatesBefore.bundles(scenario.client())).containsOnly(before.bundle());
  }

  /** With it the key is in the cluster, and nothing of it is left after the removal. */
  @Test
  void theCaKeyIsStoredOnlyWhereAskedForAndIsRemoved(Scenario scenario) {
    CertificatesBefore.secret(scenario.client()).delete();

    assertThat(CertsCommand.run(scenario, "create-certs", "--store-ca-key").exitCode()).isZero();
    assertThat(secrets(scenario)).contains("spot-aware-scaler-ca", CertificatesBefore.SECRET);
    CertsCommand show = CertsCommand.run(scenario, "show-certs", "-o", "json");
    assertThat(show.exitCode()).as(show.stdout()).isZero();
    assertThat(show.stdout()).contains("\"healthy\" : true").doesNotContain("PRIVATE KEY");
    CertsCommand within = CertsCommand.run(scenario, "renew-certs", "--within=30");
    assertThat(within.stdout()).contains("nothing to do");

    assertThat(CertsCommand.run(scenario, "remove-certs").exitCode()).isZero();

    assertThat(secrets(scenario)).doesNotContain("spot-aware-scaler-ca", CertificatesBefore.SECRET);
    assertThat(CertificatesBefore.bundles(scenario.client())).containsOnly("");
    assertThat(CertsCommand.run(scenario, "show-certs").exitCode()).isEqualTo(1);
  }

  /** The measure of the first test measures something. */
  @Test
  void callsFailWhereTheWrongCaIsTrusted(Scenario scenario) {
    String pod = deploy(scenario);
    long failed = DryRuns.failedOpen(scenario);
    CertsCommand made =
        CertsCommand.run(
            scenario,
            "create-certs",
            "--offline=" + folder.resolve("other"),
            "--ca-dir=" + folder.resolve("ca"));
    assertThat(made.exitCode()).as(made.stderr()).isZero();
    CertificatesBefore.setBundles(scenario.client(), base64(folder.resolve("other/ca.crt")));

    Await.until(
        "a call to fail",
        Deadline.after(BOUND),
        () -> {
          EvictionAnswer answer = DryRuns.evict(scenario, pod);
          return answer.allowed() && DryRuns.failedOpen(scenario) > failed;
        });
  }

  private static String deploy(Scenario scenario) {
    scenario.workloads().deploy(Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300)));
    return scenario.workloads().podName(NAME);
  }

  private static void awaitHealthy(Scenario scenario) {
    Await.until(
        "all to be well",
        Deadline.after(BOUND),
        () -> CertsCommand.run(scenario, "show-certs").exitCode() == 0);
  }

  /** That of all entries, which holds one certificate. */
  private static String onlyBundle(Scenario scenario) {
    Set<String> bundles = Set.copyOf(CertificatesBefore.bundles(scenario.client()));
    assertThat(bundles).hasSize(1);
    String text = decoded(bundles.iterator().next());
    assertThat(text).containsOnlyOnce("BEGIN CERTIFICATE");
    return text;
  }

  private static List<String> secrets(Scenario scenario) {
    return scenario
        .client()
        .secrets()
        .inNamespace(CertificatesBefore.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .map(secret -> secret.getMetadata().getName())
        .toList();
  }

  private static String base64(Path file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
