package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.FailedCalls;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.EvictionClient;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.surge.DeletionCosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project is removed in another order than the README's. */
final class RemovalOrderE2E {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration NOTICEABLE = Duration.ofSeconds(2);
  private static final Path MANIFESTS = ProjectRoot.find().resolve("k8s-manifests");
  private static final String NAME = "web";
  private static final String[] DELETE_CONFIGURATIONS = {
    "delete",
    "validatingwebhookconfigurations,mutatingwebhookconfigurations",
    "spot-aware-scaler",
    "--ignore-not-found"
  };

  /** The namespace first: what the API server asks is not there, and it goes on. */
  @Test
  void withoutTheNamespaceEverythingGoesOn() {
    try (PlaygroundHandle playground = start("uninstall-namespace-first");
        KubernetesClient client = playground.client();
        Chores chores = new Chores(playground, client)) {
      Kubectl kubectl = Kubectl.of(playground);
      OurObjects before = OurObjects.in(kubectl);
      deleteNamespace(playground);
      System.out.printf(
          "the namespace is deleted first%n%s", OurObjects.table(before, OurObjects.in(kubectl)));

      long failed = FailedCalls.ignored(kubectl);
      Chores.Report with = chores.run();
      assertThat(FailedCalls.ignored(kubectl)).as("calls that were given up").isGreaterThan(failed);
      kubectl.run(DELETE_CONFIGURATIONS).orThrow();
      Chores.Report without = chores.run();

      System.out.printf("with the configurations left behind%n%s", with.beside(without));
      assertThat(with.failedBut()).isEmpty();
      assertThat(without.failedBut()).isEmpty();
      assertThat(with.byName().keySet())
          .allSatisfy(what ->
              assertThat(with.took(what).minus(without.took(what)))
                  .as(what)
                  .isLessThan(NOTICEABLE));
      removeTheRest(kubectl);
      assertThat(OurObjects.in(kubectl).names()).isEmpty();
    }
  }

  /** The same with the component that fails closed: evictions end, until it is deleted. */
  @Test
  @Slow
  void withFailClosedEvictionsFailUntilTheConfigurationIsDeleted(@TempDir Path folder)
      throws IOException {
    try (PlaygroundHandle playground = start("uninstall-fail-closed");
        KubernetesClient client = playground.client();
        Chores chores = new Chores(playground, client)) {
      Kubectl kubectl = Kubectl.of(playground);
      failClosed(kubectl, client, folder);
      Chores.Report served = chores.run();
      assertThat(served.failedBut()).isEmpty();
      deleteNamespace(playground);

      Chores.Report with = chores.run();
      kubectl.run(DELETE_CONFIGURATIONS).orThrow();
      Chores.Report without = chores.run();

      System.out.printf(
          "fail-closed, with the configurations left behind%n%s", with.beside(without));
      assertThat(with.failedBut(Chores.EVICTION, Chores.DRAIN)).isEmpty();
      assertThat(with.of(Chores.EVICTION))
          .allSatisfy(done -> assertThat(done.said()).startsWith("500 "));
      assertThat(with.of(Chores.DRAIN)).allSatisfy(done -> assertThat(done.ok()).isFalse());
      System.out.println("an eviction is answered " + with.of(Chores.EVICTION).getFirst().said());
      System.out.println("a drain says " + with.of(Chores.DRAIN).getFirst().said());
      assertThat(without.failedBut()).isEmpty();
    }
  }

  /** The order of the README, in short. */
  @Test
  @Slow
  void withTheConfigurationsFirstNoCallFails() {
    try (PlaygroundHandle playground = start("uninstall-configurations-first");
        KubernetesClient client = playground.client();
        Chores chores = new Chores(playground, client)) {
      Kubectl kubectl = Kubectl.of(playground);
      OurObjects before = OurObjects.in(kubectl);
      long failed = FailedCalls.ignored(kubectl);
      kubectl.run(DELETE_CONFIGURATIONS).orThrow();
      deleteNamespace(playground);

      assertThat(chores.run().failedBut()).isEmpty();
      assertThat(FailedCalls.ignored(kubectl)).as("calls that were given up").isEqualTo(failed);
      removeTheRest(kubectl);
      OurObjects after = OurObjects.in(kubectl);
      System.out.printf(
          "the configurations, the namespace, then all else%n%s", OurObjects.table(before, after));
      assertThat(after.names()).isEmpty();
    }
  }

  /** All at once, in the order that kubectl chooses, while a Deployment surges. */
  @Test
  void aDeleteByKustomizeLeavesWhatTheReadmeNames(@TempDir Path folder) throws IOException {
    try (PlaygroundHandle playground = start("uninstall-by-kustomize");
        KubernetesClient client = playground.client();
        EvictionClient evictions = EvictionClient.of(playground.kubeconfig())) {
      Kubectl kubectl = Kubectl.of(playground);
      Workloads workloads = surging(client, kubectl, evictions);
      OurObjects before = OurObjects.in(kubectl);

      CompletableFuture<Void> kubelet =
          CompletableFuture.runAsync(
              () -> stopWithTheirObjects(playground, client),
              task -> Thread.ofVirtual().start(task));
      CommandResult deleted =
          kubectl.run("delete", "--kustomize=" + kustomization(folder, "backstop"));
      kubelet.join();
      awaitNoNamespace(client);

      System.out.printf("%s: exit code %d%n", deleted.command(), deleted.exitCode());
      System.out.print(deleted.output());
      OurObjects after = OurObjects.in(kubectl);
      System.out.printf(
          "kubectl delete -k while %s surges%n%s", NAME, OurObjects.table(before, after));
      System.out.printf(
          "replicas of %s: %d; deletion costs of its pods: %s%n",
          NAME, workloads.replicas(NAME), costs(workloads));
      assertThat(after.names())
          .isEqualTo(Map.of("PodDisruptionBudget", Set.of("shop/spot-aware-" + NAME)));
      assertThat(workloads.replicas(NAME)).isEqualTo(2);
      assertThat(costs(workloads)).hasSizeLessThanOrEqualTo(1);

      // As the README says, by hand.
      kubectl
          .run(
              "delete",
              "poddisruptionbudgets",
              "--all-namespaces",
              "--selector=app.kubernetes.io/managed-by=spot-aware-scaler")
          .orThrow();
      kubectl.run("--namespace=shop", "scale", "deployment", NAME, "--replicas=1").orThrow();
      workloads.awaitAvailable(NAME, 1);
      EvictionAnswer answer = evictions.evict(Eviction.of("shop", workloads.podName(NAME)));
      assertThat(answer.status()).as(answer.message()).isEqualTo(201);
      assertThat(OurObjects.in(kubectl).names()).isEmpty();
    }
  }

  private static PlaygroundHandle start(String name) {
    return Playgrounds.start(
        PlaygroundOptions.named(name + "-" + ProcessHandle.current().pid())
            .withNodes(3)
            .withFolder(Path.of("target/e2e", name))
            .withPodDelays(Duration.ofMillis(300), Duration.ofMillis(300))
            .withSetting("scale-down-delay", "0")
            .withSetting("backstop-pdb", name.endsWith("kustomize") ? "true" : "false"));
  }

  /** With a backstop, and a surge that stays: it is not due for long. */
  private static Workloads surging(
      KubernetesClient client, Kubectl kubectl, EvictionClient evictions) {
    Workloads workloads = new Workloads(client, "shop");
    workloads.createNamespace();
    workloads.deploy(
        Workload.named(NAME)
            .labelled()
            .annotated("spot-aware-scaler/scale-down-delay", "3600")
            .readyAfter(Duration.ofMillis(300)));
    Await.until(
        "a backstop",
        Deadline.after(BOUND),
        () -> OurObjects.in(kubectl).kinds().contains("PodDisruptionBudget"));
    String node = workloads.node(NAME);
    workloads.setUnschedulable(node, true);
    workloads.awaitSchedule(NAME, "surged", schedule -> schedule.phase() == Phase.SURGED);
    workloads.awaitAvailable(NAME, 2);
    return workloads;
  }

  private static List<String> costs(Workloads workloads) {
    return workloads.pods(NAME).stream()
        .map(Pod::getMetadata)
        .filter(meta -> meta.getAnnotations() != null)
        .filter(meta -> meta.getAnnotations().containsKey(DeletionCosts.ANNOTATION))
        .map(meta -> meta.getName() + "=" + meta.getAnnotations().get(DeletionCosts.ANNOTATION))
        .toList();
  }

  /** Deletes it, and does what the kubelets would: the processes end with their objects. */
  private static void deleteNamespace(PlaygroundHandle playground) {
    try (KubernetesClient client = playground.client()) {
      client.namespaces().withName("spot-scaling").delete();
      stopWithTheirObjects(playground, client);
      awaitNoNamespace(client);
    }
  }

  private static void stopWithTheirObjects(PlaygroundHandle playground, KubernetesClient client) {
    var sets = client.apps().statefulSets().inNamespace("spot-scaling");
    Await.until(
        "the StatefulSet to go",
        Deadline.after(BOUND),
        () -> sets.withName("spot-aware-webhook").get() == null);
    playground.stop("scaler");
    playground.stop("webhook");
  }

  private static void awaitNoNamespace(KubernetesClient client) {
    Await.until(
        "the namespace to go",
        Deadline.after(BOUND),
        () -> client.namespaces().withName("spot-scaling").get() == null);
  }

  /** The last two lines of the README. */
  private static void removeTheRest(Kubectl kubectl) {
    kubectl.run("delete", "--kustomize=" + MANIFESTS, "--ignore-not-found").orThrow();
    kubectl
        .run(
            "delete",
            "clusterroles,clusterrolebindings",
            "--selector=app.kubernetes.io/part-of=spot-aware-scaler")
        .orThrow();
  }

  private static Path kustomization(Path folder, String component) throws IOException {
    Path up = folder.toRealPath().relativize(MANIFESTS.toRealPath());
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [%s]
        components: [%s]
        """
            .formatted(up, up.resolve("components").resolve(component)));
    return folder;
  }

  /** Puts the component's entries in place, trusting whom the others trust. */
  private static void failClosed(Kubectl kubectl, KubernetesClient client, Path folder)
      throws IOException {
    String rendered =
        kubectl
            .run("kustomize", kustomization(folder, "fail-closed").toString())
            .orThrow()
            .stdout();
    String document =
        List.of(rendered.split("(?m)^---$")).stream()
            .filter(each -> each.contains("kind: ValidatingWebhookConfiguration"))
            .collect(Collectors.joining());
    ValidatingWebhookConfiguration wanted =
        new KubernetesSerialization().unmarshal(document, ValidatingWebhookConfiguration.class);
    var _ =
        client
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName("spot-aware-scaler")
            .edit(configuration -> {
              String bundle =
                  configuration.getWebhooks().getFirst().getClientConfig().getCaBundle();
              wanted.getWebhooks().forEach(w -> w.getClientConfig().setCaBundle(bundle));
              configuration.setWebhooks(wanted.getWebhooks());
              return configuration;
            });
  }
}
