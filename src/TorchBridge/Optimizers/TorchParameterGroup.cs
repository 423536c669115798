namespace Interop.TorchBridge;

/// <summary>A parameter group of a saved optimizer.</summary>
/// <param name="Options">The options by PyTorch's names: <c>lr</c>, <c>weight_decay</c>, <c>eps</c> …; <c>betas</c> as <c>beta1</c> and <c>beta2</c>, truth as 1.</param>
/// <param name="Parameters">The group's parameters, counted from 0 over all groups.</param>
public sealed record TorchParameterGroup(IReadOnlyDictionary<string, double> Options, IReadOnlyList<int> Parameters);
