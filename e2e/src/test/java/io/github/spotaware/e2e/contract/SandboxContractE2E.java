package io.github.spotaware.e2e.contract;

import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, kept by the embedded cluster. */
@ExtendWith(SandboxCluster.class)
final class SandboxContractE2E extends ClusterContract {}
