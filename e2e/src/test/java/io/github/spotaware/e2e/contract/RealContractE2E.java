package io.github.spotaware.e2e.contract;

/** The contract, kept by the real control plane. */
final class RealContractE2E extends ClusterContract {
  private static final RunningCluster CLUSTER = RunningCluster.real();

  @Override
  ContractCluster cluster() {
    return CLUSTER.get();
  }
}
