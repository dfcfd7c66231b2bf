package io.github.spotaware.webhook.admission;

/** What came of reading a request: a call to judge, or why there is none. */
public sealed interface Reading
    permits BudgetCall,
        CountCall,
        DeleteCall,
        DeploymentCall,
        EvictionCall,
        NodeCall,
        PodCall,
        Rejection {}
