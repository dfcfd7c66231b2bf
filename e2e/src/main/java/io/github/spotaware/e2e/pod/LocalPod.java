package io.github.spotaware.e2e.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.HttpProbe;
import io.github.spotaware.e2e.controlplane.Loopback;
import io.github.spotaware.e2e.controlplane.ProcessSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pod of the shipped manifests that runs as a local process: arguments, environment, probe and
 * grace period are read from its template. Two variables are added: {@code LISTEN_ADDRESS}, since
 * local processes share one network, and {@code KUBECONFIG}, since no token is mounted.
 *
 * @param processName as people call it, e.g. {@code webhook-0}
 * @param podName as the cluster would name it, e.g. {@code spot-aware-webhook-0}
 * @param namespace of the pod
 * @param template from the manifest; its one container has the name of the Maven module it runs
 * @param address the loopback address of its own, on which its ports are free
 * @param folder holds its volumes and its kubeconfig
 */
public record LocalPod(
    String processName,
    String podName,
    String namespace,
    PodTemplateSpec template,
    String address,
    Path folder) {

  private static final long DEFAULT_GRACE_SECONDS = 30;

  /** Gives the pod a loopback address. */
  public static LocalPod create(
      String processName, String podName, String namespace, PodTemplateSpec template, Path folder) {
    List<Integer> ports =
        container(template).getPorts().stream().map(ContainerPort::getContainerPort).toList();
    return new LocalPod(
        processName,
        podName,
        namespace,
        template,
        Loopback.freeAddress(ports),
        folder.resolve(processName));
  }

  /** The labels the pod would have, with the one that a StatefulSet sets. */
  public Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>(template.getMetadata().getLabels());
    labels.put("statefulset.kubernetes.io/pod-name", podName);
    return labels;
  }

  /** The ServiceAccount whose token it gets. */
  public String serviceAccount() {
    return template.getSpec().getServiceAccountName();
  }

  /** Where its kubeconfig with that token has to be. */
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** The local folder that stands for the volume with this Secret, if the pod has one. */
  public Optional<Path> secretFolder(String secretName) {
    return template.getSpec().getVolumes().stream()
        .filter(v -> v.getSecret() != null && secretName.equals(v.getSecret().getSecretName()))
        .map(v -> volumeFolder(v.getName()))
        .findFirst();
  }

  /**
   * The process.
   *
   * @param programs where its program comes from
   * @param log where its output goes
   */
  public ProcessSpec process(PodPrograms programs, Path log) {
    Container container = container(template);
    List<String> command =
        programs.command(processName, container).stream().map(this::withLocalPaths).toList();
    Long grace = template.getSpec().getTerminationGracePeriodSeconds();
    return new ProcessSpec(
        processName,
        command,
        environment(container),
        folder,
        log,
        probe(container),
        Duration.ofSeconds(grace == null ? DEFAULT_GRACE_SECONDS : grace));
  }

  private Map<String, String> environment(Container container) {
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), expanded(value(variable), environment));
    }
    environment.put("LISTEN_ADDRESS", address);
    environment.put("KUBECONFIG", kubeconfig().toString());
    return environment;
  }

  /** As kubelets do: {@code $(NAME)} stands for a variable that comes before. */
  private static String expanded(String value, Map<String, String> before) {
    String result = value;
    for (Map.Entry<String, String> variable : before.entrySet()) {
      result = result.replace("$(" + variable.getKey() + ")", variable.getValue());
    }
    return result;
  }

  private String value(EnvVar variable) {
    if (variable.getValue() != null) {
      return withLocalPaths(variable.getValue());
    }
    if (variable.getValueFrom() == null) {
      return "";
    }
    var field = variable.getValueFrom().getFieldRef();
    String path = field == null ? "" : field.getFieldPath();
    return switch (path) {
      case "metadata.name" -> podName;
      case "metadata.namespace" -> namespace;
      case "status.podIP" -> address;
      case "spec.serviceAccountName" -> serviceAccount();
      default ->
          throw new EnvironmentException(
              "the playground cannot tell %s the value of %s: teach it in %s"
                  .formatted(processName, variable.getName(), LocalPod.class.getSimpleName()));
    };
  }

  private String withLocalPaths(String value) {
    for (VolumeMount mount : container(template).getVolumeMounts()) {
      if (value.equals(mount.getMountPath()) || value.startsWith(mount.getMountPath() + "/")) {
        return volumeFolder(mount.getName()) + value.substring(mount.getMountPath().length());
      }
    }
    return value;
  }

  private Path volumeFolder(String volume) {
    return folder.resolve("volumes").resolve(volume);
  }

  private Optional<HttpProbe> probe(Container container) {
    if (container.getReadinessProbe() == null) {
      return Optional.empty();
    }
    if (container.getReadinessProbe().getHttpGet() == null) {
      throw new EnvironmentException("the manifest gives " + podName + " no HTTP readiness probe");
    }
    HTTPGetAction get = container.getReadinessProbe().getHttpGet();
    String scheme = get.getScheme() == null ? "http" : get.getScheme().toLowerCase(Locale.ROOT);
    return Optional.of(
        new HttpProbe(
            URI.create(
                scheme + "://" + address + ":" + port(container, get.getPort()) + get.getPath())));
  }

  private static int port(Container container, IntOrString port) {
    if (port.getIntVal() != null) {
      return port.getIntVal();
    }
    Map<String, Integer> named =
        container.getPorts().stream()
            .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
    Integer number = named.get(port.getStrVal());
    if (number == null) {
      throw new EnvironmentException("a readiness probe names no port of its container: " + port);
    }
    return number;
  }

  private static Container container(PodTemplateSpec template) {
    return template.getSpec().getContainers().getFirst();
  }
}
