package io.github.spotaware.e2e.contract;

/** The contract, kept by the embedded cluster. */
final class SandboxContractE2E extends ClusterContract {
  private static final RunningCluster CLUSTER = RunningCluster.sandbox();

  @Override
  ContractCluster cluster() {
    return CLUSTER.get();
  }
}
