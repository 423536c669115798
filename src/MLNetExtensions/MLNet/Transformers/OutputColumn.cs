using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Transformers;

/// <summary>A column that is computed from scores.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Annotations">What else is told of it.</param>
/// <param name="CreateGetter">Makes the function that reads it from the scores of a row.</param>
internal sealed record OutputColumn(string Name, DataViewType Type, DataViewSchema.Annotations Annotations, Func<RowScores, Delegate> CreateGetter);
