package io.github.spotaware.certs.plan;

import java.util.List;
import java.util.stream.Stream;

/** The names of the objects that certificates are about. */
public final class Names {
  /** The namespace of an installation, unless told otherwise. */
  public static final String NAMESPACE = "spot-scaling";

  /** The Secret with the serving certificate, which the webhook pods mount. */
  public static final String SERVING_SECRET = "spot-aware-webhook-tls";

  /** The Secret with the CA's private key, only there where it was asked for. */
  public static final String AUTHORITY_SECRET = "spot-aware-scaler-ca";

  /** The name of both webhook configurations. */
  public static final String CONFIGURATION = "spot-aware-scaler";

  /** The StatefulSet of the webhooks, and the Service over them. */
  public static final String WEBHOOK = "spot-aware-webhook";

  /** The webhook pods, each with a Service of its name. */
  public static final List<String> WEBHOOK_PODS = List.of(WEBHOOK + "-0", WEBHOOK + "-1");

  /** The port of the Services, and of the pods. */
  public static final int WEBHOOK_PORT = 8443;

  /** The label of what was made here, and its value, which is our field manager as well. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String MANAGER = "spot-aware-certs";

  private Names() {}

  /**
   * The DNS names of the webhooks' Services. The API server checks the first form; the others are
   * for whoever looks at the webhooks from inside the cluster.
   */
  public static List<String> dnsNames(String namespace) {
    return Stream.concat(Stream.of(WEBHOOK), WEBHOOK_PODS.stream())
        .flatMap(service ->
            Stream.of(".svc", ".svc.cluster.local", "").map(end -> service + "." + namespace + end))
        .toList();
  }
}
