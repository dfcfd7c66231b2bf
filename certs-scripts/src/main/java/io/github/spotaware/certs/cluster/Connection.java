package io.github.spotaware.certs.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.github.spotaware.certs.plan.CertsException;
import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.kubernetes.ApiFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reaches a cluster, and says in a person's words why it can't. */
public final class Connection {
  private static final int TIMEOUT_MILLIS = 10_000;

  private Connection() {}

  /**
   * A client. With no kubeconfig named, as kubectl does: {@code KUBECONFIG}, {@code
   * ~/.kube/config}, or the ServiceAccount of the pod it runs in. It never repeats a request by
   * itself.
   *
   * @throws CertsException when the kubeconfig can't be used
   */
  public static KubernetesClient open(Optional<Path> kubeconfig, Optional<String> context) {
    Config config =
        new ConfigBuilder(read(kubeconfig, context))
            .withUserAgent(Names.MANAGER)
            .withRequestTimeout(TIMEOUT_MILLIS)
            .withConnectionTimeout(TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  private static Config read(Optional<Path> kubeconfig, Optional<String> context) {
    Config config;
    if (kubeconfig.isEmpty()) {
      config = Config.autoConfigure(context.orElse(null));
    } else {
      try {
        config =
            Config.fromKubeconfig(
                context.orElse(null),
                Files.readString(kubeconfig.get()),
                kubeconfig.get().toString());
      } catch (IOException | RuntimeException e) {
        throw new CertsException(
            "can't use the kubeconfig " + kubeconfig.get() + ": " + e.getClass().getSimpleName(),
            "name a kubeconfig that kubectl takes: kubectl --kubeconfig=... get namespaces");
      }
    }
    boolean absent =
        context.isPresent()
            && (config.getCurrentContext() == null
                || !context.get().equals(config.getCurrentContext().getName()));
    if (absent) {
      throw new CertsException(
          "the kubeconfig has no context \"" + context.get() + "\"",
          "see which there are: kubectl config get-contexts");
    }
    return config;
  }

  /** What an error of the API means for the person. */
  public static CertsException explain(KubernetesClientException e, KubernetesClient client) {
    String said = ApiFailure.message(e);
    return switch (e.getCode()) {
      case 401 ->
          new CertsException(
              "the API server does not know this user: " + said, "log in again, then run it again");
      case 403 ->
          new CertsException(
              "not allowed: " + said,
              "ask for that right, or use another --context;"
                  + " k8s-manifests/components/self-signed lists the rights that are needed");
      case 404 ->
          new CertsException(
              "not found: " + said,
              "apply the manifests first (kubectl apply -k k8s-manifests), or name another"
                  + " --namespace");
      default ->
          e.getCode() >= 400
              ? new CertsException("the API server refused: " + said, "run the same command again")
              : new CertsException(
                  "no answer from the API server at " + client.getMasterUrl() + ": " + said,
                  "check the cluster with kubectl get namespaces, or choose another --context;"
                      + " nothing is half done: the same command goes on from here");
    };
  }
}
