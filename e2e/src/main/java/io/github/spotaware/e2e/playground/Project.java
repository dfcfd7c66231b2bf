package io.github.spotaware.e2e.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.ControlPlane;
import io.github.spotaware.e2e.controlplane.Identity;
import io.github.spotaware.e2e.controlplane.Kubeconfig;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.Pki;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.controlplane.RealControlPlane;
import io.github.spotaware.e2e.controlplane.SandboxControlPlane;
import io.github.spotaware.e2e.pod.LocalPod;
import io.github.spotaware.e2e.pod.PodPrograms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The project in a playground: its manifests in the cluster, its pods as local processes. What
 * differs from a real installation stands in this class and in {@link LocalPod}.
 */
final class Project implements AutoCloseable {

  private static final String NAMESPACE = "spot-scaling";
  private static final String CONFIG = "spot-aware-scaler-config";
  private static final String WEBHOOK = "spot-aware-webhook";
  private static final String SCALER = "spot-aware-scaler";
  private static final String TLS_SECRET = "spot-aware-webhook-tls";
  private static final String CA_ANNOTATION = "cert-manager.io/inject-ca-from";
  private static final String[] CALLERS = {
    "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"
  };
  private static final Duration TOKEN_LIFE = Duration.ofHours(8);

  private final ControlPlane controlPlane;
  private final Installer installer;
  private final Manifests manifests;
  private final List<LocalPod> pods;
  private final Path folder;
  private final Pki pki = new Pki("spot-aware-webhook-ca");
  private final SecretMounts mounts;
  private final PodPrograms programs;

  /**
   * Reads the manifests of the checkout; changes nothing yet.
   *
   * @param programs what the pods run
   */
  Project(ControlPlane controlPlane, Path folder, PodPrograms programs) {
    this.controlPlane = controlPlane;
    this.programs = programs;
    this.folder = folder;
    this.installer = installer(controlPlane);
    this.manifests = Manifests.load(installer, ProjectRoot.find().resolve("e2e/manifests"));
    this.pods = pods();
    this.mounts = new SecretMounts(controlPlane.client(), NAMESPACE);
  }

  /** The embedded cluster is there for machines without kubectl, so it is done without always. */
  private static Installer installer(ControlPlane controlPlane) {
    return switch (controlPlane) {
      case RealControlPlane real ->
          new KubectlInstaller(new Kubectl(real.kubectl().orElseThrow(), real.kubeconfig()));
      case SandboxControlPlane sandbox -> new ClientInstaller(sandbox::client);
    };
  }

  /** The pods that run as local processes. */
  List<LocalPod> localPods() {
    return pods;
  }

  /** Puts everything but the webhook configurations into the cluster. */
  void apply(Map<String, String> settings) {
    ObjectNode data = manifests.one("ConfigMap", CONFIG).withObject("/data");
    settings.forEach(data::put);
    // kwok would fake pods for these two, Ready at once, and stand-ins would serve instead of us.
    manifests.one("StatefulSet", WEBHOOK).withObject("/spec").put("replicas", 0);
    manifests.one("Deployment", SCALER).withObject("/spec").put("replicas", 0);
    manifests.ofKind("Service").objects().forEach(this::pointToLoopback);
    installer.apply(manifests.except(CALLERS).objects());
  }

  /**
   * Writes tokens and certificates, and describes the processes. Their volumes follow the Secret.
   *
   * @param ttl of the playground; the tokens live longer
   */
  List<ManagedProcess> processes(Duration ttl, Consumer<ProcessStatus> unexpectedExit) {
    List<ManagedProcess> processes = new ArrayList<>();
    try (KubernetesClient client = controlPlane.client()) {
      client.resource(servingSecret()).create();
      mounts.mount(TLS_SECRET, volumes());
      for (LocalPod pod : pods) {
        Kubeconfig.Token token = token(client, pod.serviceAccount(), ttl);
        controlPlane
            .kubeconfigWriter()
            .write(pod.kubeconfig(), pod.serviceAccount(), NAMESPACE, token);
        processes.add(process(pod, programs, unexpectedExit));
      }
    }
    return processes;
  }

  /** The process of a pod, running these programs. */
  ManagedProcess process(LocalPod pod, PodPrograms runs, Consumer<ProcessStatus> unexpectedExit) {
    Path log = folder.resolve("logs").resolve(pod.processName() + ".log");
    return new ManagedProcess(pod.process(runs, log), unexpectedExit);
  }

  /** What the pods run. */
  PodPrograms programs() {
    return programs;
  }

  private List<SecretVolume> volumes() {
    return pods.stream()
        .flatMap(pod -> pod.secretFolder(TLS_SECRET).stream())
        .map(SecretVolume::new)
        .toList();
  }

  /** As cert-manager would make it. */
  private Secret servingSecret() {
    Identity serving = pki.server(WEBHOOK, dnsNames(), List.of());
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(TLS_SECRET)
        .addToAnnotations("cert-manager.io/certificate-name", WEBHOOK)
        .endMetadata()
        .withType("kubernetes.io/tls")
        .addToStringData("tls.crt", serving.certificatePem())
        .addToStringData("tls.key", serving.keyPem())
        .addToStringData("ca.crt", pki.authority().certificatePem())
        .build();
  }

  /**
   * Puts the webhook configurations into the cluster, unchanged; then does what cert-manager would:
   * adds the authority that signed the serving certificate. To be called when the webhooks serve.
   */
  void applyWebhookConfigurations() {
    Manifests callers = manifests.ofKind(CALLERS);
    installer.apply(callers.objects());
    String authority =
        Base64.getEncoder()
            .encodeToString(pki.authority().certificatePem().getBytes(StandardCharsets.UTF_8));
    for (ObjectNode caller : callers.objects()) {
      if (caller.path("metadata").path("annotations").has(CA_ANNOTATION)) {
        installer.inject(caller, authority);
      }
    }
  }

  /** Ends the following of the Secret. */
  @Override
  public void close() {
    mounts.close();
  }

  private List<LocalPod> pods() {
    List<LocalPod> found = new ArrayList<>();
    StatefulSet webhook = manifests.typed(StatefulSet.class, WEBHOOK);
    PodTemplateSpec template = webhook.getSpec().getTemplate();
    for (int i = 0; i < webhook.getSpec().getReplicas(); i++) {
      found.add(LocalPod.create("webhook-" + i, WEBHOOK + "-" + i, NAMESPACE, template, folder));
    }
    Deployment scaler = manifests.typed(Deployment.class, SCALER);
    found.add(
        LocalPod.create(
            "scaler", SCALER + "-0", NAMESPACE, scaler.getSpec().getTemplate(), folder));
    return List.copyOf(found);
  }

  /**
   * A Service that selects one of our pods leads to the loopback address of the first that it
   * selects: the API server asks the name in an ExternalName Service, and still checks the
   * certificate for the Service's own name.
   */
  private void pointToLoopback(ObjectNode service) {
    JsonNode selector = service.path("spec").path("selector");
    pods.stream()
        .filter(pod ->
            !selector.isEmpty()
                && selector.properties().stream()
                    .allMatch(e -> e.getValue().asText().equals(pod.labels().get(e.getKey()))))
        .findFirst()
        .ifPresent(pod -> {
          ObjectNode spec = service.withObject("/spec");
          spec.put("type", "ExternalName").put("externalName", pod.address());
          spec.remove(List.of("clusterIP", "clusterIPs"));
        });
  }

  private static List<String> dnsNames() {
    return List.of(
        WEBHOOK + "." + NAMESPACE + ".svc",
        WEBHOOK + "-0." + NAMESPACE + ".svc",
        WEBHOOK + "-1." + NAMESPACE + ".svc");
  }

  private static Kubeconfig.Token token(
      KubernetesClient client, String serviceAccount, Duration ttl) {
    Duration life = ttl.plusHours(1).compareTo(TOKEN_LIFE) > 0 ? ttl.plusHours(1) : TOKEN_LIFE;
    return Tokens.request(client, NAMESPACE, serviceAccount, life);
  }
}
