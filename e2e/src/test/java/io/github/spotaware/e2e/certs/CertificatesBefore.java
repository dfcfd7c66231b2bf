package io.github.spotaware.e2e.certs;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.github.spotaware.certs.cluster.Handshake;
import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificates of the shared playground as they were before a test, to be put back after it.
 *
 * @param secret with the serving certificate
 * @param bundle the {@code caBundle} of every entry
 */
record CertificatesBefore(Secret secret, String bundle) {

  static final String NAMESPACE = "spot-scaling";
  static final String SECRET = "spot-aware-webhook-tls";

  private static final String CONFIGURATION = "spot-aware-scaler";
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int PORT = 8443;

  /** Reads them. */
  static CertificatesBefore of(Scenario scenario) {
    return new CertificatesBefore(
        secret(scenario.client()).require(), bundles(scenario.client()).getFirst());
  }

  /** Puts them back; returns when the webhooks serve the old certificate. */
  void restore(Scenario scenario) throws CertificateProblem {
    KubernetesClient client = scenario.client();
    secret(client).delete();
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(SECRET)
                .withAnnotations(secret.getMetadata().getAnnotations())
                .endMetadata()
                .withType(secret.getType())
                .withData(secret.getData())
                .build())
        .create();
    setBundles(client, bundle);
    awaitServed(scenario, certificate(secret));
  }

  /** The serving certificate in the Secret. */
  static X509Certificate certificate(Secret secret) throws CertificateProblem {
    byte[] pem = Base64.getDecoder().decode(secret.getData().get("tls.crt"));
    return Pem.certificates(SECRET, new String(pem, StandardCharsets.US_ASCII)).getFirst();
  }

  /** Waits until both webhooks serve this certificate. */
  static void awaitServed(Scenario scenario, X509Certificate certificate) {
    for (String webhook : List.of("webhook-0", "webhook-1")) {
      String address = scenario.playground().address(webhook).orElseThrow();
      Await.until(
          webhook + " to serve " + certificate.getSerialNumber(),
          Deadline.after(BOUND),
          () -> Handshake.leafOf(address, PORT).equals(Optional.of(certificate)));
    }
  }

  static Resource<Secret> secret(KubernetesClient client) {
    return client.secrets().inNamespace(NAMESPACE).withName(SECRET);
  }

  /** The {@code caBundle} of each entry of both configurations; "" where it is empty. */
  static List<String> bundles(KubernetesClient client) {
    return entries(validating(client).require(), mutating(client).require())
        .map(config -> Optional.ofNullable(config.getCaBundle()).orElse(""))
        .toList();
  }

  /** Makes every entry trust the same. */
  static void setBundles(KubernetesClient client, String bundle) {
    var _ =
        validating(client)
            .edit(configuration -> {
              configuration.getWebhooks().forEach(w -> w.getClientConfig().setCaBundle(bundle));
              return configuration;
            });
    var _ =
        mutating(client)
            .edit(configuration -> {
              configuration.getWebhooks().forEach(w -> w.getClientConfig().setCaBundle(bundle));
              return configuration;
            });
  }

  private static Stream<WebhookClientConfig> entries(
      ValidatingWebhookConfiguration validating, MutatingWebhookConfiguration mutating) {
    return Stream.concat(
        validating.getWebhooks().stream().map(webhook -> webhook.getClientConfig()),
        mutating.getWebhooks().stream().map(webhook -> webhook.getClientConfig()));
  }

  private static Resource<ValidatingWebhookConfiguration> validating(KubernetesClient client) {
    return client
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(CONFIGURATION);
  }

  private static Resource<MutatingWebhookConfiguration> mutating(KubernetesClient client) {
    return client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(CONFIGURATION);
  }
}
