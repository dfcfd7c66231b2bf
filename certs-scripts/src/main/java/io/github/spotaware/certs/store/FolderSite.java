package io.github.spotaware.certs.store;

import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.certs.plan.CertificateSite;
import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.certs.plan.ServingSecret;
import io.github.spotaware.certs.plan.WebhookKind;
import io.github.spotaware.certs.plan.WebhookTrust;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder in the place of a cluster: the values of the Secret as files, and a kustomize Component
 * that makes the Secret of them and puts the CA into every entry of both webhook configurations.
 */
public final class FolderSite implements CertificateSite {
  private static final String COMPONENT = "kustomization.yaml";
  private static final List<String> VALUES =
      List.of(ServingSecret.CERTIFICATE, ServingSecret.KEY, ServingSecret.AUTHORITIES);

  private final Path folder;
  private final String namespace;

  /** Writes there, for an installation in this namespace. */
  public FolderSite(Path folder, String namespace) {
    this.folder = folder;
    this.namespace = namespace;
  }

  @Override
  public Optional<ServingSecret> servingSecret() {
    Map<String, String> data = new HashMap<>();
    for (String value : VALUES) {
      PrivateFiles.read(folder.resolve(value)).ifPresent(text -> data.put(value, text));
    }
    if (data.isEmpty()) {
      return Optional.empty();
    }
    var header =
        new ServingSecret.Header(
            "", ServingSecret.TYPE, Map.of(Names.MANAGED_BY, Names.MANAGER), Map.of());
    return Optional.of(ServingSecret.of(header, data));
  }

  @Override
  public List<WebhookTrust> configurations() {
    return List.of();
  }

  @Override
  public boolean hasConfigurations() {
    return false;
  }

  @Override
  public Written storeServing(
      Optional<ServingSecret> seen, Identity serving, List<X509Certificate> authorities) {
    PrivateFiles.createFolder(folder);
    PrivateFiles.writePublic(
        folder.resolve(ServingSecret.AUTHORITIES), Pem.ofCertificates(authorities));
    PrivateFiles.writeSecret(folder.resolve(ServingSecret.KEY), Pem.ofKey(serving.key()));
    PrivateFiles.writePublic(
        folder.resolve(ServingSecret.CERTIFICATE),
        Pem.ofCertificates(List.of(serving.certificate())));
    PrivateFiles.writePublic(folder.resolve(COMPONENT), component());
    return Written.DONE;
  }

  @Override
  public Written storeAuthorities(ServingSecret seen, List<X509Certificate> authorities) {
    PrivateFiles.writePublic(
        folder.resolve(ServingSecret.AUTHORITIES), Pem.ofCertificates(authorities));
    return Written.DONE;
  }

  @Override
  public Written trust(WebhookTrust seen, List<X509Certificate> authorities) {
    throw new IllegalStateException("a folder has no webhook configurations");
  }

  @Override
  public Optional<X509Certificate> servedBy(String pod) {
    return Optional.empty();
  }

  @Override
  public List<String> removeSecrets() {
    List<Path> ours =
        Stream.concat(VALUES.stream(), Stream.of(COMPONENT)).map(folder::resolve).toList();
    ours.forEach(PrivateFiles::delete);
    return ours.stream().map(Path::toString).toList();
  }

  private String component() {
    StringBuilder text =
        new StringBuilder(
            """
            # Made by create-certs. List this folder under "components" of the kustomization that has the manifests.
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            secretGenerator:
              - name: %s
                namespace: %s
                type: %s
                files: [%s]
                options:
                  disableNameSuffixHash: true
                  labels:
                    %s: %s
            replacements:
              - source:
                  kind: Secret
                  name: %s
                  fieldPath: data.ca\\.crt
                targets:
            """
                .formatted(
                    Names.SERVING_SECRET,
                    namespace,
                    ServingSecret.TYPE,
                    String.join(", ", VALUES),
                    Names.MANAGED_BY,
                    Names.MANAGER,
                    Names.SERVING_SECRET));
    for (var kind : WebhookKind.values()) {
      text.append(
          """
                - select:
                    kind: %s
                    name: %s
                  fieldPaths: ["webhooks.*.clientConfig.caBundle"]
                  options:
                    create: true
          """
              .indent(2)
              .formatted(kind.kind(), Names.CONFIGURATION));
    }
    return text.toString();
  }
}
