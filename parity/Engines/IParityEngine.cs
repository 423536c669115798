using Interop.Parity.Cases;

namespace Interop.Parity.Engines;

/// <summary>Something that computes cases, or knows what came out of them: the engine, a record, a live library.</summary>
internal interface IParityEngine
{
    /// <summary>What options and reports call it.</summary>
    string Name { get; }

    /// <summary>Who computed its results, with version.</summary>
    string Producer { get; }

    /// <summary>Why it has nothing to say about a case; null where it has.</summary>
    /// <param name="parityCase">The case.</param>
    string? WhyNot(ParityCase parityCase);

    /// <summary>The outputs of a case.</summary>
    /// <param name="parityCase">A case that it has something to say about.</param>
    NamedTensors Run(ParityCase parityCase);
}
