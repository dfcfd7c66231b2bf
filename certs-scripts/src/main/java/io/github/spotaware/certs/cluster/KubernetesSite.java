package io.github.spotaware.certs.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.certs.plan.CertificateSite;
import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.certs.plan.ServingSecret;
import io.github.spotaware.certs.plan.TrustingEntry;
import io.github.spotaware.certs.plan.WebhookKind;
import io.github.spotaware.certs.plan.WebhookTrust;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** An installation in a cluster. */
public final class KubernetesSite implements CertificateSite {
  private final KubernetesClient client;
  private final Requests requests;
  private final Handshakes handshakes;

  /** That in this namespace. */
  public KubernetesSite(KubernetesClient client, String namespace) {
    this.client = client;
    this.requests = new Requests(client, namespace);
    this.handshakes = new Handshakes(client, namespace);
  }

  @Override
  public Optional<ServingSecret> servingSecret() {
    return requests
        .secret(Names.SERVING_SECRET)
        .map(secret -> ServingSecret.of(header(secret), Requests.decoded(secret)));
  }

  private static ServingSecret.Header header(Secret secret) {
    return new ServingSecret.Header(
        secret.getMetadata().getResourceVersion(),
        secret.getType() == null ? "Opaque" : secret.getType(),
        Objects.requireNonNullElse(secret.getMetadata().getLabels(), Map.of()),
        Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.of()));
  }

  @Override
  public List<WebhookTrust> configurations() {
    return Stream.of(validating(), mutating()).flatMap(Optional::stream).toList();
  }

  private Optional<WebhookTrust> validating() {
    ValidatingWebhookConfiguration there =
        client
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName(Names.CONFIGURATION)
            .get();
    return Optional.ofNullable(there)
        .map(configuration ->
            new WebhookTrust(
                WebhookKind.VALIDATING,
                configuration.getMetadata().getResourceVersion(),
                configuration.getWebhooks().stream()
                    .map(webhook -> entry(webhook.getName(), webhook.getClientConfig()))
                    .toList()));
  }

  private Optional<WebhookTrust> mutating() {
    MutatingWebhookConfiguration there =
        client
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .withName(Names.CONFIGURATION)
            .get();
    return Optional.ofNullable(there)
        .map(configuration ->
            new WebhookTrust(
                WebhookKind.MUTATING,
                configuration.getMetadata().getResourceVersion(),
                configuration.getWebhooks().stream()
                    .map(webhook -> entry(webhook.getName(), webhook.getClientConfig()))
                    .toList()));
  }

  private static TrustingEntry entry(String name, WebhookClientConfig config) {
    String bundle = config.getCaBundle() == null ? "" : config.getCaBundle();
    return TrustingEntry.of(
        name, new String(Base64.getDecoder().decode(bundle), StandardCharsets.ISO_8859_1));
  }

  @Override
  public boolean hasConfigurations() {
    return true;
  }

  @Override
  public Written storeServing(
      Optional<ServingSecret> seen, Identity serving, List<X509Certificate> authorities) {
    Map<String, String> values =
        Map.of(
            ServingSecret.CERTIFICATE,
            Pem.ofCertificates(List.of(serving.certificate())),
            ServingSecret.KEY,
            Pem.ofKey(serving.key()),
            ServingSecret.AUTHORITIES,
            Pem.ofCertificates(authorities));
    return seen.isPresent()
        ? requests.patchSecret(Names.SERVING_SECRET, seen.get().resourceVersion(), values)
        : requests.createSecret(Names.SERVING_SECRET, ServingSecret.TYPE, values);
  }

  @Override
  public Written storeAuthorities(ServingSecret seen, List<X509Certificate> authorities) {
    return requests.patchSecret(
        Names.SERVING_SECRET,
        seen.resourceVersion(),
        Map.of(ServingSecret.AUTHORITIES, Pem.ofCertificates(authorities)));
  }

  @Override
  public Written trust(WebhookTrust seen, List<X509Certificate> authorities) {
    ArrayNode patch = Requests.at(seen.resourceVersion());
    String bundle = Requests.base64(Pem.ofCertificates(authorities));
    for (int i = 0; i < seen.entries().size(); i++) {
      TrustingEntry entry = seen.entries().get(i);
      String path = "/webhooks/" + i + "/clientConfig/caBundle";
      if (!authorities.isEmpty()) {
        Requests.add(patch, path, bundle);
      } else if (entry.isOurs()) {
        Requests.remove(patch, path);
      }
    }
    return requests.patch(
        "/apis/admissionregistration.k8s.io/v1/"
            + seen.kind().resource()
            + "/"
            + Names.CONFIGURATION,
        patch);
  }

  @Override
  public Optional<X509Certificate> servedBy(String pod) {
    return handshakes.certificateOf(pod);
  }

  @Override
  public List<String> removeSecrets() {
    List<String> removed = new ArrayList<>();
    for (String name : List.of(Names.SERVING_SECRET, Names.AUTHORITY_SECRET)) {
      Optional<Secret> secret = requests.secret(name).filter(KubernetesSite::isOurs);
      if (secret.isPresent() && requests.deleteSecret(secret.get()) == Written.DONE) {
        removed.add("Secret " + name);
      }
    }
    return removed;
  }

  static boolean isOurs(Secret secret) {
    return secret.getMetadata().getLabels() != null
        && Names.MANAGER.equals(secret.getMetadata().getLabels().get(Names.MANAGED_BY));
  }
}
