using System.Collections.Concurrent;

namespace Interop.Native.Networks;

/// <summary>Plans that wait for their next prediction. Taking and giving back allocates nothing, and the pool has no finalizer, as a bag with its thread-locals has.</summary>
internal sealed class PlanPool
{
    private readonly ConcurrentQueue<Plan> _others = new();

    // The plan that was given back last where there was none: the only one that a single thread ever needs.
    private Plan? _first;

    /// <summary>Takes a plan; null where none waits.</summary>
    public Plan? TryTake() => Interlocked.Exchange(ref _first, null) ?? (_others.TryDequeue(out var plan) ? plan : null);

    /// <summary>Gives a plan back.</summary>
    /// <param name="plan">The plan, no longer in use.</param>
    public void Add(Plan plan)
    {
        if (Interlocked.CompareExchange(ref _first, plan, null) is not null)
        {
            _others.Enqueue(plan);
        }
    }
}
