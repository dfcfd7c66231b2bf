package io.github.spotaware.e2e.controlplane;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of a control plane: programs, arguments, ports. All listen on 127.0.0.1 only. */
final class Components {

  static final String ETCD = "etcd";
  static final String API_SERVER = "kube-apiserver";
  static final String CONTROLLER_MANAGER = "kube-controller-manager";
  static final String SCHEDULER = "kube-scheduler";
  static final String KWOK = "kwok";

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ControlPlaneSpec spec;
  private final ControlPlaneKeys keys;
  private final int etcdPort = Loopback.freePort();
  private final int etcdPeerPort = Loopback.freePort();
  private final int controllerManagerPort = Loopback.freePort();
  private final int schedulerPort = Loopback.freePort();

  Components(ControlPlaneSpec spec, ControlPlaneKeys keys) {
    this.spec = spec;
    this.keys = keys;
  }

  ProcessSpec etcd() {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + etcdPeerPort;
    return process(
        ETCD,
        Optional.of(new HttpProbe(URI.create(client + "/readyz"))),
        "--data-dir=" + spec.folder().resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync", // the data do not outlive the control plane
        "--log-level=warn");
  }

  ProcessSpec apiServer(Path auditPolicy, Path auditLog) {
    return process(
        API_SERVER,
        Optional.of(new HttpProbe(keys.server().resolve("/readyz"))),
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + keys.server().getPort(),
        // A loopback address is no valid endpoint of the Service "kubernetes", and nothing uses it
        // here.
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--tls-cert-file=" + keys.serving().certificate(),
        "--tls-private-key-file=" + keys.serving().key(),
        "--client-ca-file=" + keys.authority(),
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-signing-key-file=" + keys.serviceAccountKey(),
        "--service-account-key-file=" + keys.serviceAccountPublicKey(),
        "--authorization-mode=RBAC",
        "--allow-privileged=true",
        "--profiling=false",
        "--audit-policy-file=" + auditPolicy,
        "--audit-log-path=" + auditLog,
        "--audit-log-maxsize=0"); // one file, however long
  }

  ProcessSpec controllerManager() {
    return process(
        CONTROLLER_MANAGER,
        Optional.of(new HttpProbe(https(controllerManagerPort))),
        "--kubeconfig=" + keys.kubeconfig(CONTROLLER_MANAGER),
        "--bind-address=127.0.0.1",
        "--secure-port=" + controllerManagerPort,
        "--tls-cert-file=" + keys.serving().certificate(),
        "--tls-private-key-file=" + keys.serving().key(),
        "--authentication-skip-lookup",
        "--leader-elect=false",
        "--use-service-account-credentials",
        "--service-account-private-key-file=" + keys.serviceAccountKey(),
        "--root-ca-file=" + keys.authority(),
        // After an outage of the API server kwok is back later than kubelets, and it never reports
        // a
        // pod Ready again that was marked for its node's silence, as a kubelet does.
        "--node-monitor-grace-period=180s",
        // With the default of 20 it takes 4 s to make the ServiceAccounts of its controllers.
        "--kube-api-qps=100",
        "--kube-api-burst=200",
        "--profiling=false");
  }

  ProcessSpec scheduler() {
    return process(
        SCHEDULER,
        Optional.of(new HttpProbe(https(schedulerPort))),
        "--kubeconfig=" + keys.kubeconfig(SCHEDULER),
        "--bind-address=127.0.0.1",
        "--secure-port=" + schedulerPort,
        "--tls-cert-file=" + keys.serving().certificate(),
        "--tls-private-key-file=" + keys.serving().key(),
        "--authentication-skip-lookup",
        "--leader-elect=false",
        "--profiling=false");
  }

  ProcessSpec kwok(Path stages) {
    return process(
        KWOK,
        Optional.empty(),
        "--kubeconfig=" + keys.kubeconfig(KWOK),
        "--config=" + stages,
        "--manage-all-nodes",
        "--node-lease-duration-seconds=40",
        "--cidr=10.244.0.0/16");
  }

  private ProcessSpec process(String name, Optional<HttpProbe> probe, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(spec.binaries().program(name));
    command.addAll(List.of(arguments));
    Path folder = spec.folder().resolve("run").resolve(name);
    return new ProcessSpec(
        name,
        command,
        Map.of("HOME", folder.toString()),
        folder,
        spec.folder().resolve("logs").resolve(name + ".log"),
        probe,
        GRACE);
  }

  private static URI https(int port) {
    return URI.create("https://127.0.0.1:" + port + "/healthz");
  }
}
