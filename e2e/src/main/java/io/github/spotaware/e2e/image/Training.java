package io.github.spotaware.e2e.image;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.Kubeconfig;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.Pki;
import io.github.spotaware.e2e.controlplane.ProcessSpec;
import io.github.spotaware.e2e.pod.AssembledImages;
import io.github.spotaware.e2e.pod.LocalPod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of a program: starts it as its pod would, with the flags of the manifest and
 * the runtime of the image, has it do once what it is for, and ends it. The cluster that it sees is
 * a {@link TrainingCluster}.
 *
 * @param project the checkout
 * @param images that of the program among them
 * @param module that the program is in
 * @param folder for what is needed on the way
 */
record Training(Path project, AssembledImages images, String module, Path folder) {

  private static final String USE = "-XX:AOTCache=";
  private static final String MAKE = "-XX:AOTCacheOutput=";
  private static final String REVIEWS = "webhook/src/test/resources/admission";
  private static final String MANIFEST = "k8s-manifests/spot-aware-scaler.yaml";
  private static final String NAMESPACE = "spot-scaling";
  private static final String TLS_SECRET = "spot-aware-webhook-tls";
  private static final Duration BOUND = Duration.ofSeconds(90);

  /**
   * Takes seconds, 90 at most.
   *
   * @throws EnvironmentException when the program does not do its work, or the cache cannot be used
   */
  void run() {
    Deadline deadline = Deadline.after(BOUND);
    LocalPod pod =
        LocalPod.create(module, "spot-aware-" + module + "-0", NAMESPACE, template(), folder);
    ProcessSpec spec = pod.process(this::makingCache, folder.resolve(module + ".log"));
    ManagedProcess process = new ManagedProcess(spec, _ -> {});
    try (TrainingCluster cluster = new TrainingCluster()) {
      new Kubeconfig(cluster.address(), "")
          .write(pod.kubeconfig(), module, NAMESPACE, new Kubeconfig.Token("none"));
      Pki pki = new Pki("training");
      pod.secretFolder(TLS_SECRET)
          .ifPresent(
              tls -> pki.server(module, dnsNames(pod), List.of(pod.address())).writeTo(tls, "tls"));
      process.start();
      process.awaitReady(deadline);
      cluster.cordon("node-1");
      Await.until(
          module + " to scale a Deployment up; its log is " + spec.log(),
          deadline,
          () -> cluster.replicas("shop", "web") == 2);
      if (pod.secretFolder(TLS_SECRET).isPresent()) {
        new RecordedReviews(
                project.resolve(REVIEWS),
                spec.probe().orElseThrow().uri(),
                pki.authority().certificatePem())
            .send();
      }
      process.stop(deadline.left()); // the cache is made as it ends
    } finally {
      process.kill();
    }
    check(spec);
  }

  /** By which the API server would call it. */
  private static List<String> dnsNames(LocalPod pod) {
    return Stream.of(pod.podName(), "spot-aware-webhook")
        .map(service -> service + "." + NAMESPACE + ".svc")
        .toList();
  }

  private List<String> makingCache(String process, Container container) {
    return images.command(process, container).stream()
        .map(word -> word.startsWith(USE) ? MAKE + word.substring(USE.length()) : word)
        .toList();
  }

  /** A cache that is not there, or does not fit, slows a start down and says nothing. */
  private void check(ProcessSpec spec) {
    List<String> command = new ArrayList<>();
    for (String word : spec.command()) {
      command.add(word.startsWith(MAKE) ? USE + word.substring(MAKE.length()) : word);
    }
    command.removeLast(); // the main class
    command.addAll(1, List.of("-XX:AOTMode=on"));
    command.add("-version");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()))
              .start();
      if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new EnvironmentException("trying the AOT cache of " + module + " took too long");
      }
      if (process.exitValue() != 0) {
        throw new EnvironmentException(
            "the AOT cache of " + module + " cannot be used; see " + spec.log());
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not try the AOT cache of " + module, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while trying an AOT cache", e);
    }
  }

  private PodTemplateSpec template() {
    try (InputStream yaml = Files.newInputStream(project.resolve(MANIFEST))) {
      List<PodTemplateSpec> found = new ArrayList<>();
      for (Object object : (Collection<?>) new KubernetesSerialization().unmarshal(yaml)) {
        if (object instanceof StatefulSet set) {
          found.add(set.getSpec().getTemplate());
        } else if (object instanceof Deployment deployment) {
          found.add(deployment.getSpec().getTemplate());
        }
      }
      return found.stream()
          .filter(each -> each.getSpec().getContainers().getFirst().getName().equals(module))
          .findFirst()
          .orElseThrow(() -> new EnvironmentException(MANIFEST + " has no container " + module));
    } catch (IOException e) {
      throw new EnvironmentException("could not read " + MANIFEST, e);
    }
  }
}
