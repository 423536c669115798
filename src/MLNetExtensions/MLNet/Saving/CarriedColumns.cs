namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>The names of the columns that exist only between the steps of a saved network, and of the mappings between them. Saved files hold them.</summary>
internal static class CarriedColumns
{
    public const string Key = "interop.key";
    public const string Network = "interop.network";
    public const string Features = "interop.features";
    public const string Scores = "interop.scores";
    public const string Probabilities = "interop.probabilities";
    public const string Answers = "interop.answers";
    public const string Class = "interop.class";
    public const string Vector = "interop.vector";

    public const string KeyMapping = "Interop.NeuralNetwork.Key";
    public const string ScoreMapping = "Interop.NeuralNetwork.Score";
    public const string BinaryMapping = "Interop.NeuralNetwork.Binary";
    public const string NumberMapping = "Interop.NeuralNetwork.Number";
    public const string PieceMapping = "Interop.NeuralNetwork.Piece";

    /// <summary>The column of a piece of a vector.</summary>
    public const string Piece = "interop.piece";
}
