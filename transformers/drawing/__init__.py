"""Drawing faces on pictures, whatever form a picture has."""
