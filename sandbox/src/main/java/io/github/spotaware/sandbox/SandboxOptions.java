package io.github.spotaware.sandbox;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;

/**
 * What cluster to start.
 *
 * @param port on 127.0.0.1
 * @param serving the key and certificate that it serves with
 * @param password of {@code serving}
 * @param clientAuthorities who signs certificates of clients
 * @param auditLog where it is written
 * @param nodes how many, {@code node-1} and on
 * @param podReadyDelay from a pod's binding to its readiness
 * @param podStopDelay from a pod's deletion until it is gone
 */
public record SandboxOptions(
    int port,
    KeyStore serving,
    String password,
    KeyStore clientAuthorities,
    Path auditLog,
    int nodes,
    Duration podReadyDelay,
    Duration podStopDelay) {}
