package io.github.spotaware.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.HttpProbe;
import io.github.spotaware.e2e.controlplane.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalPodTest {

  private static final String TEMPLATE =
      """
      metadata:
        labels: {app: w}
      spec:
        serviceAccountName: account
        terminationGracePeriodSeconds: 45
        containers:
          - name: webhook
            command: [java]
            args: [-Xmx96m, "-XX:AOTCache=/app/w.aot", -cp, /app/lib/webhook.jar, Main, /etc/tls/tls.crt]
            env:
              - name: POD_NAME
                valueFrom: {fieldRef: {fieldPath: metadata.name}}
              - name: POD_NAMESPACE
                valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
              - {name: TLS_DIRECTORY, value: /etc/tls}
              - {name: OTHER, value: /etc/tlsother}
              - {name: NAMES, value: "$(POD_NAME).$(POD_NAMESPACE).svc,$(LATER)"}
              - {name: LATER, value: unused}
            ports:
              - {name: https, containerPort: 8443}
            readinessProbe:
              httpGet: {path: /readyz, port: https, scheme: HTTPS}
            volumeMounts:
              - {name: tls, mountPath: /etc/tls}
        volumes:
          - name: tls
            secret: {secretName: certificate}
      """;

  @TempDir private Path temporary = Path.of("");

  @BeforeEach
  void buildModule() throws IOException {
    Path target = Files.createDirectories(temporary.resolve("webhook/target"));
    Files.writeString(target.resolve("class-path"), "/repository/a.jar:/repository/b.jar\n");
  }

  @Test
  void runsWhatTheManifestSays() {
    LocalPod pod = pod(TEMPLATE);
    Path tls = temporary.resolve("run/webhook-0/volumes/tls");
    ProcessSpec process = process(pod);

    assertThat(process.command())
        .containsExactly(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx96m",
            "-cp",
            temporary.resolve("webhook/target/classes") + ":/repository/a.jar:/repository/b.jar",
            "Main",
            tls + "/tls.crt");
    assertThat(process.environment())
        .isEqualTo(
            Map.of(
                "POD_NAME",
                "spot-aware-webhook-0",
                "POD_NAMESPACE",
                "spot-scaling",
                "TLS_DIRECTORY",
                tls.toString(),
                "OTHER",
                "/etc/tlsother",
                "NAMES",
                "spot-aware-webhook-0.spot-scaling.svc,$(LATER)",
                "LATER",
                "unused",
                "LISTEN_ADDRESS",
                pod.address(),
                "KUBECONFIG",
                temporary.resolve("run/webhook-0/kubeconfig").toString()));
    assertThat(process.probe())
        .contains(new HttpProbe(URI.create("https://" + pod.address() + ":8443/readyz")));
    assertThat(process.grace()).isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void runsJarsWhereAnArchiveIsKept() throws IOException {
    Files.writeString(
        temporary.resolve("webhook/target/class-path"), "/project/shared/target/classes:/a.jar\n");
    Path archives = temporary.resolve("archives");
    BuildTree tree = new BuildTree(temporary, Optional.of(archives));
    assertThat(pod(TEMPLATE).process(tree, temporary.resolve("log")).command())
        .contains(
            "-XX:SharedArchiveFile=" + archives.resolve("webhook-0.jsa"),
            temporary.resolve("webhook/target/classes.jar")
                + ":/project/shared/target/classes.jar:/a.jar")
        .noneMatch(word -> word.contains("AOTCache"));
  }

  @Test
  void runsWhatTheImageHas() {
    ProcessSpec process =
        pod(TEMPLATE)
            .process(new AssembledImages(temporary.resolve("image")), temporary.resolve("log"));

    Path image = temporary.resolve("image/webhook");
    assertThat(process.command())
        .containsExactly(
            image + "/opt/java/bin/java",
            "-Xmx96m",
            "-XX:AOTCache=" + image + "/app/w.aot",
            "-cp",
            image + "/app/lib/webhook.jar",
            "Main",
            temporary.resolve("run/webhook-0/volumes/tls") + "/tls.crt");
  }

  @Test
  void knowsItsSecretsAndLabels() {
    LocalPod pod = pod(TEMPLATE);
    assertThat(pod.secretFolder("certificate"))
        .contains(temporary.resolve("run/webhook-0/volumes/tls"));
    assertThat(pod.secretFolder("other")).isEmpty();
    assertThat(pod.labels())
        .containsOnly(
            Map.entry("app", "w"),
            Map.entry("statefulset.kubernetes.io/pod-name", "spot-aware-webhook-0"));
  }

  @Test
  void refusesWhatItCannotStandInFor() {
    LocalPod pod = pod(TEMPLATE.replace("metadata.namespace", "spec.nodeName"));
    assertThatThrownBy(() -> process(pod))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("POD_NAMESPACE");
  }

  private LocalPod pod(String template) {
    PodTemplateSpec typed =
        new KubernetesSerialization().unmarshal(template, PodTemplateSpec.class);
    return LocalPod.create(
        "webhook-0", "spot-aware-webhook-0", "spot-scaling", typed, temporary.resolve("run"));
  }

  private ProcessSpec process(LocalPod pod) {
    return pod.process(BuildTree.of(temporary), temporary.resolve("log"));
  }
}
